package com.iam.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium, driven by the keyboard as a person would. */
final class Browser implements AutoCloseable {

    // Selenium looks for a protocol that these tests do not use, and warns that it is not there.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    /** An answer whose connection is cut, for {@link #fail}. */
    static final String CUT = "cut";

    private final WebDriver driver;
    private final WebDriverWait wait;

    Browser(Path profile, int width, int height) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--user-data-dir=" + profile, "--window-size=" + width + "," + height);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(program("chromedriver"))).usingAnyFreePort().build();
        driver = new ChromeDriver(service, options);
        // Longer than the half minute between two counts of the sessions under a key.
        wait = new WebDriverWait(driver, Duration.ofSeconds(60));
        // A page that is looked at may just be going to another one.
        wait.ignoring(StaleElementReferenceException.class);
    }

    void open(Instance instance, String path) {
        driver.get(instance.uri(path).toString());
    }

    /** Fills in the log-in form with the keyboard alone. */
    void logIn(String username, String password) {
        Secrets.userName(username);
        Secrets.password(password);
        WebElement name = wait.until(ExpectedConditions.elementToBeClickable(By.id("username")));
        name.clear();
        name.sendKeys(username, Keys.TAB);
        driver.switchTo().activeElement().sendKeys(password, Keys.ENTER);
    }

    /** Types into the field of this name, and presses Enter. */
    void enter(String field, String text) {
        wait.until(ExpectedConditions.elementToBeClickable(By.id(field))).sendKeys(text, Keys.ENTER);
    }

    /** Brings the field into the middle of the page, and empties it. */
    void clear(String field) {
        WebElement element = wait.until(ExpectedConditions.elementToBeClickable(By.id(field)));
        ((ChromeDriver) driver).executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
        element.clear();
    }

    /**
     * Makes requests of the page fail, one after the other, before the server does what they ask for again.
     *
     * @param path a part of their address
     * @param faults a body after a status each; or {@code CUT}, for an answer whose connection is cut
     */
    void fail(String path, String... faults) {
        ((ChromeDriver) driver).executeScript("""
                const [path, faults] = arguments;
                const server = window.fetch;
                const cut = new ReadableStream({ pull(body) { body.error(new TypeError('cut')); } });
                window.fetch = (address, request) => {
                  if (faults.length === 0 || !address.includes(path)) {
                    return server(address, request);
                  }
                  const [, status, body] = /^(\\d+) (.*)$/.exec(faults.shift()) ?? [];
                  return Promise.resolve(status ? new Response(body, { status: Number(status) }) : new Response(cut));
                };
                """, path, List.of(faults));
    }

    /** Does what another tab does that logs in again, and then forgets the cookie which that one got. */
    void loseRenewal(String username, String password) {
        Secrets.password(password);
        Set<Cookie> before = driver.manage().getCookies();
        Object status = ((ChromeDriver) driver).executeAsyncScript("""
                const [username, password, done] = arguments;
                fetch('../rest/public/authentication/password/check', { method: 'POST',
                  headers: { 'Content-Type': 'application/json', 'X-Same-Domain': '1' },
                  body: JSON.stringify({ username, password }) }).then((response) => done(response.status));
                """, username, password);
        if (!Long.valueOf(200).equals(status)) {
            throw new AssertionError("the other tab could not log in: " + status);
        }
        driver.manage().getCookies().forEach(cookie -> Secrets.cookie(cookie.getValue()));
        before.forEach(driver.manage()::addCookie);
    }

    /** The address that it shows. */
    String address() {
        return driver.getCurrentUrl();
    }

    /** Whoever opens the page can begin to type. */
    void awaitFocusOnTheUserName() {
        wait.until(anything -> "username".equals(driver.switchTo().activeElement().getDomAttribute("id")));
    }

    void press(String button) {
        wait.until(ExpectedConditions.elementToBeClickable(By.xpath("//button[normalize-space()='" + button + "']"))).click();
    }

    void awaitNoText(String text) {
        wait.withMessage(() -> "not on the page: " + text).until(anything -> !text().contains(text));
    }

    void awaitText(String text) {
        wait.withMessage(() -> "on the page: " + text + "; but there is: " + text())
                .until(anything -> text().contains(text));
        driver.manage().getCookies().forEach(cookie -> Secrets.cookie(cookie.getValue()));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** @param text of what has the focus */
    void awaitFocusOn(String text) {
        wait.withMessage(() -> "in focus: " + text).until(anything -> text.equals(
                ((ChromeDriver) driver).executeScript("return document.activeElement.textContent")));
    }

    /** What a screen reader takes the elements of this name for. */
    Set<String> rolesOf(String tag) {
        return driver.findElements(By.tagName(tag)).stream().map(WebElement::getAriaRole).collect(Collectors.toSet());
    }

    void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Whether the page fits its width: nothing has to be scrolled sideways. */
    boolean fits() {
        return (Boolean) ((ChromeDriver) driver).executeScript(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth");
    }

    /** Kept in {@code target/screenshots}, for people to look at. */
    void photograph(String name) {
        Path file = Path.of("target", "screenshots", name + ".png");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static String program(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst()
                .map(File::getPath)
                .orElseThrow(() -> new AssertionError(
                        name + " is missing: install the Debian packages chromium and chromium-driver"));
    }
}
