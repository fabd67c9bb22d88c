package bitline.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
  @TempDir Path folder;

  @Test
  void everyNodeKnowsWhereItBegins() {
    Tree tree = Yaml.parse("a: 1\nb:\n  - x\n  - {c: true, d: ~, e: '2'}\n", "f.yaml");
    Tree.Entries root = (Tree.Entries) tree;
    assertThat(root.entries()).extracting(Tree.Entry::name).containsExactly("a", "b");
    Tree.Items list = (Tree.Items) root.entries().get(1).value();
    assertThat(list.items().get(0)).isEqualTo(new Tree.Scalar(3, 5, "x", Tree.Kind.STRING));
    Tree.Entries inner = (Tree.Entries) list.items().get(1);
    assertThat(inner.line()).isEqualTo(4);
    assertThat(inner.column()).isEqualTo(5);
    assertThat(inner.entries())
        .extracting(Tree.Entry::value)
        .containsExactly(
            new Tree.Scalar(4, 9, "true", Tree.Kind.BOOLEAN),
            new Tree.Scalar(4, 18, "~", Tree.Kind.NULL),
            new Tree.Scalar(4, 24, "2", Tree.Kind.STRING));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\na: 2|f.yaml:2:1: key 'a' is here twice; it was given at line 1",
        "a: &x 1\\nb: *x|f.yaml:1:4: anchors (&) and aliases (*) are not used here; write the value out",
        "a: *x|f.yaml:1:4: anchors (&) and aliases (*) are not used here; write the value out",
        "a: !!int 3|f.yaml:1:4: tags (!) are not used here; a text that begins with ! needs quotes",
        "a: !x {}|f.yaml:1:4: tags (!) are not used here",
        "[1, 2]: 3|f.yaml:1:1: a list or map cannot be a key",
        "a: [1, 2|f.yaml:1:9: not YAML: expected ',' or ']', but got <stream end>",
        "a: 1\\n---\\nb: 2|f.yaml:2:1: a second document; one file holds one",
        "# nothing|f.yaml: the file is empty",
        "~|f.yaml: the file is empty",
      })
  void refusesAtItsPlace(String text, String message) {
    assertThatThrownBy(() -> Yaml.parse(text.replace("\\n", "\n"), "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessage(message);
  }

  @Test
  void deepAndLargeFilesAreRefusedQuickly() {
    assertThatThrownBy(() -> Yaml.parse("[".repeat(1_000_000), "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessage("f.yaml:1:65: nested deeper than 64 levels");
    String steps = "- ".repeat(5_000);
    assertThatThrownBy(() -> Yaml.parse(steps, "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> Yaml.parse("[" + "1,".repeat(300_000) + "1]", "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("more than 200000 values");
    assertThatThrownBy(() -> Yaml.parse("a: " + "x".repeat(Yaml.LARGEST), "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void laughsAreRefused() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c < 'j'; c++) {
      bomb.append(c).append(": &").append(c).append(" [*").append((char) (c - 1)).append("]\n");
    }
    assertThatThrownBy(() -> Yaml.parse(bomb.toString(), "f.yaml"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("anchors");
  }

  @Test
  void filesThatCannotBeReadSaySo() throws IOException {
    Path latin =
        Files.write(
            folder.resolve("latin.yaml"), "a: Müller".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Yaml.read(latin))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("not UTF-8");
    Path empty = Files.write(folder.resolve("empty.yaml"), new byte[0]);
    assertThatThrownBy(() -> Yaml.read(empty))
        .isInstanceOf(Problem.class)
        .hasMessageEndingWith("the file is empty");
    assertThatThrownBy(() -> Yaml.read(folder.resolve("none.yaml")))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("no file");
    assertThatThrownBy(() -> Yaml.read(folder))
        .isInstanceOf(Problem.class)
        .hasMessageEndingWith("is a folder");
    Path marked =
        Files.write(folder.resolve("bom.yaml"), "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8));
    assertThat(((Tree.Entries) Yaml.read(marked)).entries().getFirst().name()).isEqualTo("a");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {'a', ':', ' ', 0, 1, 2});
    assertThatThrownBy(() -> Yaml.read(binary)).isInstanceOf(Problem.class);
  }

  @Test
  void whateverIsWrittenIsReadOrRefused() {
    String seed =
        "name: x\ncore: {a: [1, 2.5, 'q'], b: \"t\"}\nlist:\n  - {value: 12 nm, source: s}\n  - true\ntext: >-\n  folded\n";
    String odd = "{}[]:,#&*!|>'\"%@`-? \n\t\0\\ab1.~\u00e9\ud83d";
    Cases.forAll(
        2_000,
        random -> {
          StringBuilder text = new StringBuilder(seed);
          for (int i = random.nextInt(1, 12); i > 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
              case 0 -> text.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
              case 1 -> text.insert(at, odd.charAt(random.nextInt(odd.length())));
              default -> text.deleteCharAt(at);
            }
          }
          try {
            assertThat(Yaml.parse(text.toString(), "f.yaml").line()).isPositive();
          } catch (Problem p) {
            assertThat(p.getMessage()).startsWith("f.yaml:").doesNotContain("\n");
          }
        });
  }
}
