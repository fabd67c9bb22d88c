package bitline.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.Cases;
import bitline.base.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
  @TempDir Path folder;

  @Test
  void neighboursMergeBestScoreFirst() throws IOException {
    Tokenizer words = tokenizer(" ", "a", "b", "c", "ab", "bc", "abc", " a");
    // scores fall in that order: "ab" before "bc" before "abc" before " a"
    assertThat(words.encode("abc")).containsExactly(1, 259, 265);
    assertThat(words.encode("bca")).containsExactly(1, 259, 264, 260);
    assertThat(words.encode("a")).containsExactly(1, 266);
    assertThat(words.encode("")).containsExactly(1);
  }

  @Test
  void lettersWithoutAPieceAreTheirBytes() throws IOException {
    Tokenizer words = tokenizer(" ", "a");
    assertThat(words.encode("ü")).containsExactly(1, 259, 3 + 0xC3, 3 + 0xBC);
    assertThat(words.decode(List.of(1, 259, 3 + 0xC3, 3 + 0xBC, 2))).isEqualTo("ü");
  }

  @Test
  void anyTextComesBack() throws IOException {
    Tokenizer words = tokenizer(" ", "a", "b", "ab", "é", "ba", " a", "aba");
    Cases.forAll(
        200,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(
                switch (random.nextInt(4)) {
                  case 0 -> 'a';
                  case 1 -> 'b';
                  case 2 -> ' ';
                  default -> random.nextInt(0xE000, 0x10FFFF);
                });
          }
          assertThat(words.decode(words.encode(text.toString()))).isEqualTo(text.toString());
        });
  }

  @Test
  void aFileThatIsCutOffOrNoneIsAProblem() throws IOException {
    byte[] good = bytes(" ", "a");
    for (int length : new int[] {0, 3, 5, 11, good.length - 1}) {
      Path file = folder.resolve("cut.bin");
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> Tokenizer.read(file))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("cut.bin");
    }
    byte[] huge = good.clone();
    huge[8] = -1;
    huge[11] = 127;
    Path file = folder.resolve("huge.bin");
    Files.write(file, huge);
    assertThatThrownBy(() -> Tokenizer.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("token 0 is cut off");
    assertThatThrownBy(() -> Tokenizer.read(folder.resolve("none.bin")))
        .isInstanceOf(Problem.class);
  }

  private Tokenizer tokenizer(String... pieces) throws IOException {
    Path file = folder.resolve("tok.bin");
    Files.write(file, bytes(pieces));
    return Tokenizer.read(file);
  }

  private static byte[] bytes(String... pieces) {
    List<String> all = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    for (int b = 0; b < 256; b++) {
      all.add(String.format("<0x%02X>", b));
    }
    all.addAll(List.of(pieces));
    ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(6);
    for (int i = 0; i < all.size(); i++) {
      byte[] piece = all.get(i).getBytes(StandardCharsets.UTF_8);
      out.putFloat(-i).putInt(piece.length).put(piece);
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
