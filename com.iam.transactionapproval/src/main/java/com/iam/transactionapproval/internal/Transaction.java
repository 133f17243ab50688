package com.iam.transactionapproval.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.iam.state.api.Attribute;
import com.iam.state.api.SessionState;
import com.iam.web.Call;
import com.iam.web.Problem;
import com.iam.web.ProblemException;

/** What a user is asked to approve. Nothing ever changes it. */
record Transaction(String summary, List<Field> fields) {

    record Field(String label, String value) {
    }

    private static final int MAXIMUM_FIELDS = 10;
    private static final int MAXIMUM_SUMMARY = 200;
    private static final int MAXIMUM_LABEL = 40;
    private static final int MAXIMUM_VALUE = 200;

    private static final String SUMMARY = "summary";
    private static final String LABEL = "label";
    private static final String VALUE = "value";
    private static final String FIELDS = "fields";

    Transaction {
        fields = List.copyOf(fields);
    }

    /**
     * Reads {@code summary}, {@code label1}, {@code value1}, {@code label2} and so on.
     *
     * @param others names of values that the request has besides
     * @throws ProblemException also if there is anything else: what the user would not see must not be approved
     */
    static Transaction of(Call call, Set<String> others) {
        Set<String> read = new HashSet<>(others);
        String summary = PlainText.required(SUMMARY, call.text(SUMMARY), MAXIMUM_SUMMARY);
        read.add(SUMMARY);
        List<Field> fields = new ArrayList<>();
        for (int i = 1; i <= MAXIMUM_FIELDS && call.names().contains(LABEL + i); i++) {
            fields.add(new Field(PlainText.required(LABEL + i, call.text(LABEL + i), MAXIMUM_LABEL),
                    PlainText.required(VALUE + i, call.text(VALUE + i), MAXIMUM_VALUE)));
            read.addAll(Set.of(LABEL + i, VALUE + i));
        }
        if (!read.containsAll(call.names())) {
            throw new ProblemException(Problem.invalid("There are values that nobody would see: fields are label1 and value1"
                    + " to label" + MAXIMUM_FIELDS + " and value" + MAXIMUM_FIELDS + ", without a gap."));
        }
        return new Transaction(summary, fields);
    }

    static Transaction from(SessionState state) {
        List<Field> fields = new ArrayList<>();
        if (state.attributes().get(FIELDS) instanceof Attribute.Sequence sequence) {
            sequence.values().forEach(each -> fields.add(field(((Attribute.Structure) each).values())));
        }
        return new Transaction(state.text(SUMMARY).orElseThrow(), fields);
    }

    SessionState writeTo(SessionState state) {
        return state.with(SUMMARY, summary).with(FIELDS, new Attribute.Sequence(fields.stream().<Attribute>map(
                field -> new Attribute.Structure(Map.of(LABEL, Attribute.of(field.label), VALUE, Attribute.of(field.value))))
                .toList()));
    }

    private static Field field(Map<String, Attribute> values) {
        return new Field(((Attribute.Text) values.get(LABEL)).value(), ((Attribute.Text) values.get(VALUE)).value());
    }
}
