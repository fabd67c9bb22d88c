package bitline.report;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.chip.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Colours of parts in the style sheet: there for each part, apart from each other, and readable in
/// light and dark (WCAG 2.2: 4.5 to 1 for letters, 3 to 1 for shapes).
class PartStyleTest {
  private static final double LETTERS = 4.5;
  private static final double SHAPES = 3;

  private static String style() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Colours in a piece of the style sheet, by name.
  private static Map<String, Integer> colours(String css) {
    Map<String, Integer> colours = new LinkedHashMap<>();
    Matcher matcher = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});").matcher(css);
    while (matcher.find()) {
      colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
    }
    return colours;
  }

  private static double luminance(int rgb) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double c = (rgb >> 16 - 8 * i & 0xFF) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static double contrast(int a, int b) {
    double la = luminance(a);
    double lb = luminance(b);
    return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
  }

  @Test
  void partsAreReadableInLightAndDark() throws IOException {
    String css = style();
    int darkAt = css.indexOf("@media (prefers-color-scheme: dark)");
    Map<String, Integer> light = colours(css.substring(0, darkAt));
    Map<String, Integer> dark = new LinkedHashMap<>(light);
    dark.putAll(colours(css.substring(darkAt, css.indexOf("* { box-sizing"))));
    String rules = css.substring(css.indexOf("* { box-sizing"));
    int darkRules = rules.indexOf("@media (prefers-color-scheme: dark)");
    check(light, rules.substring(0, darkRules), "pale", "dark");
    check(dark, rules.substring(darkRules), "dark", "pale");
  }

  /// @param others letters on those parts that the rules name; `usual` on all others
  private static void check(
      Map<String, Integer> colours, String rules, String usual, String others) {
    Set<Integer> seen = new HashSet<>();
    for (Part part : Part.values()) {
      String style = PartStyle.style(part);
      int colour = colours.get(style);
      boolean named = rules.contains("text.on-" + style);
      int letters = colours.get(named ? others : usual);
      assertThat(contrast(colour, letters)).as(style).isGreaterThanOrEqualTo(LETTERS);
      assertThat(contrast(colour, colours.get("card"))).as(style).isGreaterThanOrEqualTo(SHAPES);
      assertThat(seen.add(colour)).as(style).isTrue();
    }
  }

  @Test
  void everyPartHasANameOfItsOwn() {
    Set<String> names = new HashSet<>();
    for (Part part : Part.values()) {
      assertThat(names.add(PartStyle.name(part))).isTrue();
    }
  }
}
