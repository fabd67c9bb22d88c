package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What every page keeps to.
final class PageChecks {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*?)(/?)>");
  private static final Set<String> VOID = Set.of("meta", "img", "br", "link");

  private PageChecks() {}

  /// No scripts, and nothing from elsewhere.
  static void needsNothingElse(String page) {
    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .doesNotContain("<script", "<link", "@import", "url(");
    Matcher sources = Pattern.compile("\\ssrc=\"([^\"]*)\"").matcher(page);
    while (sources.find()) {
      assertThat(sources.group(1)).startsWith("data:image/");
    }
  }

  /// Every tag that is opened is closed, in order: what a browser would otherwise silently mend.
  static void tagsAreBalanced(String page) {
    Matcher tags =
        TAG.matcher(page.substring(page.indexOf("</style>") + 8).replace("<!DOCTYPE html>", ""));
    Deque<String> open = new ArrayDeque<>();
    open.push("html");
    open.push("head");
    while (tags.find()) {
      String name = tags.group(2);
      if (tags.group(1).isEmpty()) {
        if (!VOID.contains(name) && tags.group(4).isEmpty()) {
          open.push(name);
        }
      } else {
        assertThat(open.pop()).isEqualTo(name);
      }
    }
    assertThat(open).isEmpty();
  }
}
