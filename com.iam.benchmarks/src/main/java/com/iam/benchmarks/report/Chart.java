package com.iam.benchmarks.report;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.CombinedDomainCategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.DefaultCategoryDataset;
import org.w3c.dom.Document;

import com.iam.benchmarks.contender.Entrant;
import com.iam.benchmarks.measure.Cell;
import com.iam.benchmarks.measure.Measured;
import com.iam.benchmarks.measure.Rounds;
import com.iam.benchmarks.measure.Workload;

/** How many requests a contender serves for one of the floor, as bars, for both workloads. */
public final class Chart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 400;
    private static final Color PEER = new Color(0x9A, 0xA5, 0xB1);
    private static final Color PRODUCT = new Color(0x0B, 0x6E, 0x99);
    private static final Color TEXT = new Color(0x24, 0x2B, 0x33);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private final Results results;
    private final int threads;

    private Chart(Results results) {
        this.results = results;
        this.threads = results.plan().threads().get(results.plan().threads().size() / 2);
    }

    /** Draws the loads of the middle number of threads. */
    public static void draw(Results results, Path file) throws IOException {
        SVGGraphics2D graphics = new SVGGraphics2D(document());
        graphics.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        new Chart(results).chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        try (Writer out = Files.newBufferedWriter(file)) {
            graphics.stream(out, true);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument("http://www.w3.org/2000/svg", "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JDK makes no XML", e);
        }
    }

    private JFreeChart chart() {
        CategoryAxis contenders = new CategoryAxis();
        contenders.setTickLabelFont(FONT);
        contenders.setTickLabelPaint(TEXT);
        contenders.setAxisLineVisible(false);
        contenders.setTickMarksVisible(false);
        contenders.setMaximumCategoryLabelWidthRatio(0.5f);
        contenders.setCategoryMargin(0.3);
        contenders.setCategoryLabelPositionOffset(10);
        CombinedDomainCategoryPlot both = new CombinedDomainCategoryPlot(contenders);
        both.setOrientation(PlotOrientation.HORIZONTAL);
        both.setGap(24);
        both.add(plot(Workload.W, "write-heavy: each request changes its session"));
        both.add(plot(Workload.R, "read-mostly: one request of ten does"));
        JFreeChart chart = new JFreeChart("Requests per second; raw blocking sockets = 1; " + threads + " threads",
                FONT.deriveFont(Font.BOLD, 16f), both, false);
        chart.getTitle().setPaint(TEXT);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 8, 16));
        return chart;
    }

    private CategoryPlot plot(Workload workload, String title) {
        NumberAxis axis = new NumberAxis(title);
        axis.setLabelFont(FONT);
        axis.setLabelPaint(TEXT);
        axis.setTickLabelFont(FONT.deriveFont(11f));
        axis.setTickLabelPaint(TEXT);
        axis.setUpperMargin(0.18);
        axis.setAxisLineVisible(false);
        axis.setNumberFormatOverride(format("0.##"));
        CategoryPlot plot = new CategoryPlot(values(workload), null, axis, renderer());
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(new Color(0xDD, 0xE2, 0xE7));
        return plot;
    }

    private DefaultCategoryDataset values(Workload workload) {
        Rounds<Entrant, Measured> rounds = results.sideBySide().loads().get(new Cell(workload, threads));
        DefaultCategoryDataset values = new DefaultCategoryDataset();
        for (Entrant each : results.sideBySide().trips().keySet()) {
            values.addValue(rounds.ratio(each, Entrant.FLOOR, Measured::perSecond), workload, each.title());
        }
        return values;
    }

    private BarRenderer renderer() {
        Entrant[] entrants = results.sideBySide().trips().keySet().toArray(Entrant[]::new);
        BarRenderer renderer = new BarRenderer() {
            private static final long serialVersionUID = 1L;

            @Override
            public Paint getItemPaint(int row, int column) {
                return entrants[column].isProduct() ? PRODUCT : PEER;
            }
        };
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDefaultItemLabelGenerator(new StandardCategoryItemLabelGenerator("{2}", format("0.00")));
        renderer.setDefaultItemLabelFont(FONT);
        renderer.setDefaultItemLabelPaint(TEXT);
        renderer.setDefaultItemLabelsVisible(true);
        renderer.setDefaultPositiveItemLabelPosition(new ItemLabelPosition(ItemLabelAnchor.OUTSIDE3, TextAnchor.CENTER_LEFT));
        renderer.setItemLabelInsets(new RectangleInsets(0, 6, 0, 6));
        return renderer;
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
