package bitline.onnx;

import static bitline.onnx.Protos.bytes;
import static bitline.onnx.Protos.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.tensor.ElementType;
import bitline.tensor.LittleEndian;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorProtoTest {
  private static Tensor read(WireWriter tensor) {
    return TensorProto.read(new Wire(MemorySegment.ofArray(bytes(tensor))), new ExternalData(null))
        .constant()
        .tensor();
  }

  @Test
  void rawDataOfEveryTypeComesBack() {
    for (ElementType type : ElementType.values()) {
      Tensor made =
          switch (type.storage()) {
            case FLOATS -> new Tensor.Floats(type, Shape.of(3), new float[] {-1.5f, 0, 2});
            case DOUBLES -> new Tensor.Doubles(type, Shape.of(3), new double[] {-1.5, 1e300, 0.1});
            case INTS ->
                new Tensor.Ints(
                    type, Shape.of(3), new int[] {(int) type.least(), 1, (int) type.greatest()});
            case LONGS ->
                new Tensor.Longs(type, Shape.of(3), new long[] {type.least(), 1, type.greatest()});
          };
      Tensor back = read(tensor("t", made));
      assertThat(back.type()).isEqualTo(type);
      assertThat(LittleEndian.encode(back)).as(type.text()).isEqualTo(LittleEndian.encode(made));
      for (int i = 0; i < 3; i++) {
        assertThat(back.at(i)).as(type.text()).isEqualTo(made.at(i));
      }
    }
  }

  @Test
  void floatDataMayBePackedOrSingleOrBoth() {
    byte[] two = LittleEndian.encode(Tensor.floats(Shape.of(2), new float[] {2, 3}));
    assertThat(read(tensor("t", 1, 3).fixedFloat(4, 1).bytes(4, two)).toFloats())
        .containsExactly(1, 2, 3);
  }

  @Test
  void int32DataHoldsSmallTypes() {
    assertThat(read(tensor("t", 3, 2).varint(5, -3).varint(5, 7)).toLongs()).containsExactly(-3, 7);
    assertThat(read(tensor("t", 2, 2).varint(5, 255).varint(5, 7)).toLongs())
        .containsExactly(255, 7);
    assertThat(read(tensor("t", 9, 2).varint(5, 1).varint(5, 0)).toLongs()).containsExactly(1, 0);
    assertThat(read(tensor("t", 10, 2).varint(5, 0x3C00).varint(5, 0xC000)).toFloats())
        .containsExactly(1, -2);
    assertThat(read(tensor("t", 16, 1).varint(5, 0x3F80)).toFloats()).containsExactly(1);
  }

  @Test
  void fourBitNumbersLieTwoToAByteLowHalfFirst() {
    assertThat(read(tensor("t", 22, 3).varint(5, 0x8F).varint(5, 0x07)).toLongs())
        .containsExactly(-1, -8, 7);
    assertThat(read(tensor("t", 21, 3).bytes(9, new byte[] {(byte) 0x8F, 0x07})).toLongs())
        .containsExactly(15, 8, 7);
  }

  @Test
  void unsignedLongDataHoldsUint32AndUint64() {
    assertThat(read(tensor("t", 12, 1).varint(11, 0xFFFF_FFFFL)).toLongs())
        .containsExactly(0xFFFF_FFFFL);
    assertThat(read(tensor("t", 13, 1).varint(11, -1)).at(0)).isEqualTo(0x1p64);
    assertThat(read(tensor("t", 7, 1).varint(7, -5)).toLongs()).containsExactly(-5);
  }

  @Test
  void aShapeThatClaimsMoreThanIsThereIsRefused() {
    assertProblem(
        tensor("t", 1, 1000, 1000, 1000),
        "float 1000x1000x1000 takes 1000000000 numbers; the file holds 0");
    assertProblem(tensor("t", 1, 1 << 20, 1 << 20), "more elements than one tensor can hold");
    assertProblem(
        tensor("t", 1, 3).bytes(9, new byte[8]), "float 3 takes 12 bytes; the file holds 8");
    assertProblem(tensor("t", 1, 1).bytes(4, new byte[7]), "not a multiple of 4");
    assertProblem(new WireWriter().varint(1, -1).varint(2, 1), "out of range");
  }

  @Test
  void typesThatAreNotSupportedAreNamed() {
    assertProblem(tensor("t", 8, 1), "tensor 't': element type string is not supported");
    assertProblem(tensor("t", 17, 1), "float8e4m3fn");
    assertProblem(tensor("t", 99, 1), "element type 99 does not exist");
  }

  @Test
  void sparseTensorsBecomeDense() {
    WireWriter sparse =
        new WireWriter()
            .message(1, tensor("s", Tensor.floats(Shape.of(2), new float[] {5, 6})))
            .message(2, tensor("", Tensor.int64(Shape.of(2, 2), new long[] {0, 1, 1, 0})))
            .varint(3, 2)
            .varint(3, 2);
    Tensor dense =
        TensorProto.readSparse(
                new Wire(MemorySegment.ofArray(bytes(sparse))), new ExternalData(null))
            .constant()
            .tensor();
    assertThat(dense.toFloats()).containsExactly(0, 5, 6, 0);
  }

  @Test
  void sparseIndicesOutsideTheShapeAreRefused() {
    WireWriter sparse =
        new WireWriter()
            .message(1, tensor("s", Tensor.floats(Shape.of(1), new float[] {5})))
            .message(2, tensor("", Tensor.int64(Shape.of(1), new long[] {4})))
            .varint(3, 2)
            .varint(3, 2);
    assertThatThrownBy(() ->
            TensorProto.readSparse(
                new Wire(MemorySegment.ofArray(bytes(sparse))), new ExternalData(null)))
        .isInstanceOf(Problem.class)
        .hasMessage("sparse tensor 's': value 0 lies outside shape 2x2");
  }

  @Test
  void externalDataIsReadFromBesideTheModel(@TempDir Path folder) throws IOException {
    Files.write(
        folder.resolve("w.bin"),
        LittleEndian.encode(Tensor.floats(Shape.of(3), new float[] {1, 2, 3})));
    WireWriter tensor =
        tensor("t", 1, 2)
            .varint(14, 1)
            .message(13, entry("location", "w.bin"))
            .message(13, entry("offset", "4"))
            .message(13, entry("length", "8"));
    assertThat(external(tensor, folder).toFloats()).containsExactly(2, 3);
  }

  @Test
  void externalDataOutsideTheFolderIsRefused(@TempDir Path root) throws IOException {
    Path folder = Files.createDirectory(root.resolve("model"));
    Files.write(root.resolve("secret"), new byte[8]);
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret"));
    for (String location :
        new String[] {
          "../secret",
          "sub/../../secret",
          root.resolve("secret").toString(),
          "link",
          "",
          "..\\secret"
        }) {
      WireWriter tensor = tensor("t", 1, 2).varint(14, 1).message(13, entry("location", location));
      assertThatThrownBy(() -> external(tensor, folder))
          .as(location)
          .isInstanceOf(Problem.class)
          .hasMessageContaining("leads out of the model's folder");
    }
  }

  @Test
  void externalDataPastTheFilesEndOrOfAnotherLengthIsRefused(@TempDir Path folder)
      throws IOException {
    Files.write(folder.resolve("w.bin"), new byte[8]);
    WireWriter tensor = tensor("t", 1, 2).varint(14, 1).message(13, entry("location", "w.bin"));
    assertThat(external(tensor, folder).toFloats()).hasSize(2);
    assertThatThrownBy(() ->
            external(
                tensor("t", 1, 2)
                    .varint(14, 1)
                    .message(13, entry("location", "w.bin"))
                    .message(13, entry("offset", "900")),
                folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("past its end");
    assertThatThrownBy(() ->
            external(
                tensor("t", 1, 2)
                    .varint(14, 1)
                    .message(13, entry("location", "w.bin"))
                    .message(13, entry("offset", "-4")),
                folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("offset '-4'");
    assertThatThrownBy(() ->
            external(
                tensor("t", 1, 2).varint(14, 1).message(13, entry("location", "none.bin")), folder))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("does not lie beside the model");
  }

  private static Tensor external(WireWriter tensor, Path folder) {
    return TensorProto.read(
            new Wire(MemorySegment.ofArray(bytes(tensor))), new ExternalData(folder))
        .constant()
        .tensor();
  }

  private static WireWriter entry(String key, String value) {
    return new WireWriter().string(1, key).string(2, value);
  }

  private static void assertProblem(WireWriter tensor, String message) {
    assertThatThrownBy(() -> read(tensor))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message);
  }
}
