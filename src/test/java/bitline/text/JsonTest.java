package bitline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {
  record Layer(String name, double snr, @Nullable Double clip, List<Integer> shape) {}

  record Result(double accuracy, List<Layer> layers, Map<String, Double> seconds) {}

  @Test
  void canonicalText() {
    Map<String, Double> times = new LinkedHashMap<>();
    times.put("sim", 0.1);
    times.put("map", 1e-9);
    Result result =
        new Result(1.0 / 3, List.of(new Layer("conv\n\"1\"", 40, null, List.of(1, 3))), times);
    assertThat(Json.text(result))
        .isEqualTo(
            """
            {
              "accuracy": 0.3333333333333333,
              "layers": [
                {
                  "name": "conv\\n\\"1\\"",
                  "snr": 40.0,
                  "clip": null,
                  "shape": [1, 3]
                }
              ],
              "seconds": {
                "sim": 0.1,
                "map": 1.0E-9
              }
            }
            """);
    assertThat(Json.read(Result.class, Json.text(result), "r.json")).isEqualTo(result);
  }

  @Test
  void mapsWithoutOrderAreSorted() {
    Map<String, Integer> map = new HashMap<>();
    for (String key : List.of("zeta", "alpha", "mid", "b", "a")) {
      map.put(key, 1);
    }
    assertThat(((Tree.Entries) Json.parse(Json.text(map), "m")).entries())
        .extracting(Tree.Entry::name)
        .containsExactly("a", "alpha", "b", "mid", "zeta");
  }

  @Test
  void numbersThatJsonLacksAreTexts() {
    for (double odd :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Layer layer = new Layer("x", odd, null, List.of());
      assertThat(Json.text(layer)).contains("\"snr\": \"" + odd + "\"");
      assertThat(Json.read(Layer.class, Json.text(layer), "l.json")).isEqualTo(layer);
    }
  }

  @Test
  void everyDoubleAndEveryTextReadsBackAndOthersCanReadItToo() {
    JsonMapper jackson = JsonMapper.builder().build();
    Cases.forAll(
        500,
        random -> {
          double value = Double.longBitsToDouble(random.nextLong());
          if (!Double.isFinite(value)) {
            return;
          }
          char[] chars = new char[random.nextInt(8)];
          for (int i = 0; i < chars.length; i++) {
            chars[i] =
                (char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000));
          }
          Layer layer = new Layer(new String(chars), value, -value, List.of(random.nextInt()));
          String text = Json.text(layer);
          assertThat(Json.read(Layer.class, text, "l.json")).isEqualTo(layer);
          JsonNode other = jackson.readTree(text);
          assertThat(other.get("snr").doubleValue()).isEqualTo(value);
          assertThat(other.get("name").stringValue()).isEqualTo(layer.name());
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"x\",\\n  \"snrr\": 1}|r.json:2:3: unknown key 'snrr' in layer; did you mean 'snr'?",
        "{\"name\": \"x\", \"snr\": 1, \"snr\": 2, \"shape\": []}|r.json:1:25: key 'snr' is here twice; it was given at line 1",
        "{\"name\": \"x\", \"snr\": NaN}|r.json:1:",
        "{\"name\": \"x\"|r.json:1:",
        "{} {}|r.json:1:4: something follows the end of the JSON value",
        "|r.json: the file is empty",
        "{\"name\": \"x\", \"snr\": 1e999999999, \"shape\": []}|r.json:1:22: a number with the exponent 999999999",
      })
  void badJsonHasItsPlace(@Nullable String text, String message) {
    String written = text == null ? "" : text.replace("\\n", "\n");
    assertThatThrownBy(() -> Json.read(Layer.class, written, "r.json"))
        .isInstanceOf(Problem.class)
        .message()
        .startsWith(message);
  }

  @Test
  void deepJsonIsRefused() {
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000), "r.json"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("nested deeper than 64 levels");
  }

  @Test
  void arraysOfNumbers() {
    assertThat(Json.text(Arrays.asList(new int[] {1, 2}, new double[] {0.5}, null)))
        .isEqualTo("[\n  [1, 2],\n  [0.5],\n  null\n]\n");
  }
}
