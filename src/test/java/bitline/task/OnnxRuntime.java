package bitline.task;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs a network in ONNX Runtime, the second golden reference of the tests.
final class OnnxRuntime implements AutoCloseable {
  private final OrtSession session;

  OnnxRuntime(Path model) throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(2);
    session = OrtEnvironment.getEnvironment().createSession(model.toString(), options);
  }

  String firstInput() {
    return session.getInputNames().iterator().next();
  }

  Map<String, Tensor> run(Map<String, Tensor> inputs) throws OrtException {
    Map<String, OnnxTensor> values = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      values.put(input.getKey(), tensor(input.getValue()));
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(values)) {
      for (Map.Entry<String, OnnxValue> output : result) {
        FloatBuffer data = ((OnnxTensor) output.getValue()).getFloatBuffer();
        float[] floats = new float[data.remaining()];
        data.get(floats);
        outputs.put(
            output.getKey(),
            Tensor.floats(Shape.of(((TensorInfo) output.getValue().getInfo()).getShape()), floats));
      }
    } finally {
      values.values().forEach(OnnxTensor::close);
    }
    return outputs;
  }

  private static OnnxTensor tensor(Tensor tensor) throws OrtException {
    int[] sizes = tensor.shape().sizes();
    long[] shape = new long[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      shape[i] = sizes[i];
    }
    return tensor instanceof Tensor.Longs longs
        ? OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(), LongBuffer.wrap(longs.data()), shape)
        : OnnxTensor.createTensor(
            OrtEnvironment.getEnvironment(), FloatBuffer.wrap(tensor.toFloats()), shape);
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
