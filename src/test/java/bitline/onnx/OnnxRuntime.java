package bitline.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import bitline.tensor.ElementType;
import bitline.tensor.LittleEndian;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The second golden reference: ONNX Runtime without graph optimisation, on one thread.
final class OnnxRuntime {
  private OnnxRuntime() {}

  static Map<String, Tensor> run(byte[] model, Map<String, Tensor> inputs) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      try (OrtSession session = environment.createSession(model, options)) {
        for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
          given.put(input.getKey(), give(environment, input.getValue()));
        }
        try (OrtSession.Result result = session.run(given)) {
          Map<String, Tensor> outputs = new LinkedHashMap<>();
          for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
            outputs.put(output.getKey(), take((OnnxTensor) output.getValue()));
          }
          return outputs;
        }
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }

  private static final List<OnnxJavaType> TYPES =
      List.of(
          OnnxJavaType.FLOAT,
          OnnxJavaType.DOUBLE,
          OnnxJavaType.INT8,
          OnnxJavaType.UINT8,
          OnnxJavaType.INT16,
          OnnxJavaType.INT32,
          OnnxJavaType.INT64,
          OnnxJavaType.BOOL);

  private static ElementType type(OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> ElementType.FLOAT;
      case DOUBLE -> ElementType.DOUBLE;
      case INT8 -> ElementType.INT8;
      case UINT8 -> ElementType.UINT8;
      case INT16 -> ElementType.INT16;
      case INT32 -> ElementType.INT32;
      case INT64 -> ElementType.INT64;
      case BOOL -> ElementType.BOOL;
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  private static OnnxTensor give(OrtEnvironment environment, Tensor tensor) throws OrtException {
    byte[] bytes = LittleEndian.encode(tensor);
    ByteBuffer buffer =
        ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
    long[] shape = Arrays.stream(tensor.shape().sizes()).asLongStream().toArray();
    OnnxJavaType type =
        TYPES.stream().filter(t -> type(t) == tensor.type()).findFirst().orElseThrow();
    return OnnxTensor.createTensor(environment, buffer, shape, type);
  }

  private static Tensor take(OnnxTensor tensor) {
    TensorInfo info = tensor.getInfo();
    ByteBuffer buffer = tensor.getByteBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return LittleEndian.decode(
        type(info.type), Shape.of(info.getShape()), MemorySegment.ofArray(bytes));
  }
}
