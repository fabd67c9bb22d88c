package bitline.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyTest {
  @Test
  void whatIsWrittenIsReadBack(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    for (ElementType type : ElementType.values()) {
      if (type == ElementType.BFLOAT16 || type.bits() < 8) {
        continue;
      }
      for (Shape shape :
          new Shape[] {Shape.SCALAR, Shape.of(3), Shape.of(2, 0), Shape.of(2, 3, 1)}) {
        Tensor made = Tensor.zeros(type, shape);
        for (int i = 0; i < made.elements(); i++) {
          switch (made) {
            case Tensor.Floats t -> t.data()[i] = i - 1.5f;
            case Tensor.Doubles t -> t.data()[i] = i - 0.1;
            case Tensor.Ints t -> t.data()[i] = type == ElementType.BOOL ? i % 2 : i;
            case Tensor.Longs t -> t.data()[i] = i;
          }
        }
        Npy.write(file, made);
        Tensor back = Npy.read(file);
        assertThat(back.type()).isEqualTo(type);
        assertThat(back.shape()).isEqualTo(shape);
        assertThat(LittleEndian.encode(back)).isEqualTo(LittleEndian.encode(made));
      }
    }
  }

  @Test
  void absurdFilesAreOneProblem() {
    assertProblem(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1000, 1000), }", "the file holds 0");
    assertProblem(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "out of range");
    assertProblem("{'descr': '>f4', 'fortran_order': False, 'shape': (), }", "little-endian");
    assertProblem(
        "{'descr': '<c8', 'fortran_order': False, 'shape': (), }",
        "NumPy type 'c8' is not supported");
    assertProblem("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }", "Fortran");
    assertThatThrownBy(() -> Npy.decode(MemorySegment.ofArray(new byte[20])))
        .isInstanceOf(Problem.class);
  }

  private static void assertProblem(String header, String message) {
    byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
    byte[] file = new byte[10 + text.length];
    System.arraycopy(
        new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0},
        0,
        file,
        0,
        10);
    System.arraycopy(text, 0, file, 10, text.length);
    assertThatThrownBy(() -> Npy.decode(MemorySegment.ofArray(file)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message);
  }
}
