package bitline.onnx;

import static bitline.onnx.Protos.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import bitline.graph.Graph;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A model of 2.4 GB whose large tensor is a hole in the file, which costs no space where files may
/// have holes.
@DisabledOnOs(OS.WINDOWS)
final class LargeModelTest {
  private static final int ELEMENTS = 600_000_000;

  @Test
  void tensorsBeyondTwoGigabytesAreReadWithoutTouchingTheOthers(@TempDir Path folder)
      throws IOException {
    long hole = 4L * ELEMENTS;
    byte[] large = bytes(Protos.tensor("large", 1, ELEMENTS));
    byte[] nodes =
        bytes(
            Protos.graph(
                    List.of("x"),
                    List.of("y"),
                    Protos.node("Add", List.of("x", "small"), List.of("y")))
                .message(
                    5, Protos.tensor("small", Tensor.floats(Shape.of(2), new float[] {3, 4}))));
    byte[] opset = bytes(new WireWriter().message(8, Protos.opset("", 13)));
    byte[] dataTag = concat(new byte[] {9 << 3 | Wire.BYTES}, varint(hole));
    long tensor = large.length + dataTag.length + hole;
    byte[] tensorTag = concat(new byte[] {5 << 3 | Wire.BYTES}, varint(tensor));
    long graph = tensorTag.length + tensor + nodes.length;
    Path file = folder.resolve("large.onnx");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      byte[] head = concat(new byte[] {7 << 3 | Wire.BYTES}, varint(graph));
      out.write(ByteBuffer.wrap(concat(opset, head, tensorTag, large, dataTag)));
      out.position(out.position() + hole);
      out.write(ByteBuffer.wrap(nodes));
    }
    Graph read = OnnxReader.read(file).graph();
    assertThat(read.constants().get("large").shape()).isEqualTo(Shape.of(ELEMENTS));
    assertThat(read.constants().get("small").tensor().toFloats()).containsExactly(3, 4);
    assertThat(read.nodes()).hasSize(1);
  }

  private static byte[] varint(long value) {
    byte[] field = bytes(new WireWriter().varint(1, value));
    return Arrays.copyOfRange(field, 1, field.length);
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer out = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    for (byte[] part : parts) {
      out.put(part);
    }
    return out.array();
  }
}
