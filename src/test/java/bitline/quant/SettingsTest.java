package bitline.quant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void patternsMatchAsTheSameRegularExpression() {
    Cases.forAll(
        5000,
        random -> {
          String pattern = letters(random, "ab*?.");
          String name = letters(random, "ab.");
          String regex = pattern.replace(".", "[.]").replace("*", ".*").replace("?", ".");
          assertThat(new Settings.Override(pattern, 4, 4).matches(name))
              .as(pattern + " on " + name)
              .isEqualTo(Pattern.matches(regex, name));
        });
  }

  @Test
  void aPatternOfManyStarsTakesNoAge() {
    String name = "a".repeat(5000);
    assertThat(new Settings.Override("*a".repeat(40) + "*b", 4, 4).matches(name)).isFalse();
  }

  @Test
  void overridesAreReadFromTheEnd() {
    assertThat(Settings.Override.parse("conv*:4:8"))
        .isEqualTo(new Settings.Override("conv*", 4, 8));
    assertThat(Settings.Override.parse("scope:conv:2:3"))
        .isEqualTo(new Settings.Override("scope:conv", 2, 3));
    assertThat(Settings.Override.parse("a:b:float")).isEqualTo(new Settings.Override("a:b", 0, 0));
  }

  @Test
  void whatIsNoOverrideSaysHowOneLooks() {
    for (String text :
        List.of("conv", "conv:4", "conv:x:8", "conv:9:8", "conv:4:1", "conv:0:8", "")) {
      assertThatThrownBy(() -> Settings.Override.parse(text)).as(text).isInstanceOf(Problem.class);
    }
    assertThatThrownBy(() -> Settings.Override.parse("conv:4:x"))
        .hasMessageContaining("'conv:4:x'")
        .hasMessageContaining("conv*:4:8");
  }

  @Test
  void theLastOverrideThatMatchesWins() {
    Settings settings =
        new Settings(
            8,
            8,
            false,
            Calibration.Method.MIN_MAX,
            1,
            false,
            false,
            false,
            List.of(new Settings.Override("c*", 4, 5), new Settings.Override("*2", 2, 3)));
    assertThat(settings.forNode("c1").weightBits()).isEqualTo(4);
    assertThat(settings.forNode("c2").weightBits()).isEqualTo(2);
    assertThat(settings.forNode("d1").weightBits()).isEqualTo(8);
  }

  @Test
  void widthsAndSharesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Settings.PLAIN.withBits(9, 8))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("9 is not 2 to 8");
    assertThatThrownBy(() -> Settings.PLAIN.withBits(8, 1)).isInstanceOf(Problem.class);
    for (double share : new double[] {0.5, 1.1, Double.NaN}) {
      assertThatThrownBy(() ->
              new Settings(
                  8,
                  8,
                  false,
                  Calibration.Method.PERCENTILE,
                  share,
                  false,
                  false,
                  false,
                  List.of()))
          .isInstanceOf(Problem.class);
    }
  }

  private static String letters(RandomGenerator random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
