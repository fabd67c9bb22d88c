package bitline.onnx;

import bitline.tensor.LittleEndian;
import bitline.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Models put together field by field, right and wrong ones alike, for the reader's tests.
final class Protos {
  private Protos() {}

  static byte[] bytes(WireWriter message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static OnnxModel read(WireWriter model) {
    return read(bytes(model));
  }

  static OnnxModel read(byte[] model) {
    return OnnxReader.read(MemorySegment.ofArray(model), "m.onnx", null);
  }

  static WireWriter model(WireWriter graph, WireWriter... functions) {
    return model(13, graph, functions);
  }

  static WireWriter model(long opset, WireWriter graph, WireWriter... functions) {
    WireWriter out =
        new WireWriter()
            .varint(1, 8)
            .string(2, "test")
            .message(7, graph)
            .message(8, opset("", opset));
    if (functions.length > 0) {
      out.message(8, opset("own", 1));
    }
    for (WireWriter function : functions) {
      out.message(25, function);
    }
    return out;
  }

  static WireWriter opset(String domain, long version) {
    return new WireWriter().string(1, domain).varint(2, version);
  }

  static WireWriter graph(List<String> inputs, List<String> outputs, WireWriter... nodes) {
    WireWriter out = new WireWriter().string(2, "g");
    for (WireWriter node : nodes) {
      out.message(1, node);
    }
    inputs.forEach(name -> out.message(11, floatPort(name)));
    outputs.forEach(name -> out.message(12, floatPort(name)));
    return out;
  }

  static WireWriter floatPort(String name) {
    return port(name, 1, 2);
  }

  static WireWriter port(String name, long type, long... sizes) {
    WireWriter shape = new WireWriter();
    for (long size : sizes) {
      shape.message(1, new WireWriter().varint(1, size));
    }
    WireWriter tensor = new WireWriter().varint(1, type).message(2, shape);
    return new WireWriter().string(1, name).message(2, new WireWriter().message(1, tensor));
  }

  static WireWriter node(
      String type, List<String> inputs, List<String> outputs, WireWriter... attributes) {
    return node("", type, "", inputs, outputs, attributes);
  }

  static WireWriter node(
      String name,
      String type,
      String domain,
      List<String> inputs,
      List<String> outputs,
      WireWriter... attributes) {
    WireWriter out = new WireWriter();
    inputs.forEach(input -> out.string(1, input));
    outputs.forEach(output -> out.string(2, output));
    if (!name.isEmpty()) {
      out.string(3, name);
    }
    out.string(4, type).string(7, domain);
    for (WireWriter attribute : attributes) {
      out.message(5, attribute);
    }
    return out;
  }

  static WireWriter attribute(String name, int type) {
    return new WireWriter().string(1, name).varint(20, type);
  }

  static WireWriter function(
      String name,
      List<String> inputs,
      List<String> outputs,
      List<String> attributes,
      WireWriter... nodes) {
    WireWriter out = new WireWriter().string(1, name);
    inputs.forEach(input -> out.string(4, input));
    outputs.forEach(output -> out.string(5, output));
    attributes.forEach(attribute -> out.string(6, attribute));
    for (WireWriter node : nodes) {
      out.message(7, node);
    }
    return out.message(9, opset("", 13)).message(9, opset("own", 1)).string(10, "own");
  }

  static WireWriter tensor(String name, Tensor tensor) {
    return tensor(name, tensor.type().onnx(), tensor.shape().sizes())
        .bytes(9, LittleEndian.encode(tensor));
  }

  /// A tensor without numbers.
  static WireWriter tensor(String name, int type, int... sizes) {
    WireWriter out = new WireWriter();
    for (int size : sizes) {
      out.varint(1, size);
    }
    return out.varint(2, type).string(8, name);
  }
}
