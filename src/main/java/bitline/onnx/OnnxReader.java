package bitline.onnx;

import bitline.base.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The door for ONNX files (opset 1 to 27). Whatever the bytes are, the answer is a network or one
/// [Problem] that names the file: lengths are checked before anything is allocated, nesting and
/// inlining are bounded, nothing is computed.
public final class OnnxReader {
  private static final OperatorTable TABLE = OperatorTable.all();

  private OnnxReader() {}

  /// Reads a model. The file stays mapped while its tensors are in use.
  public static OnnxModel read(Path file) {
    return read(map(file), file.toString(), file.toAbsolutePath().getParent());
  }

  /// Reads a model from bytes.
  ///
  /// @param place what error lines call it
  /// @param folder where external data may lie, or null
  static OnnxModel read(MemorySegment data, String place, @Nullable Path folder) {
    try {
      ModelProto model = ModelProto.read(new Wire(data), new ExternalData(folder));
      TreeMap<String, Long> opsets = new TreeMap<>();
      model
          .opsets()
          .forEach((domain, version) -> opsets.put(domain.isEmpty() ? "ai.onnx" : domain, version));
      return new OnnxModel(
          GraphImport.read(model, TABLE), opsets, model.irVersion(), model.producer());
    } catch (Problem problem) {
      throw Problem.at(place, problem.getMessage());
    }
  }

  private static MemorySegment map(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Problem.at(
          file.toString(), Files.isDirectory(file) ? "is a folder, not a file" : "no such file");
    }
    try {
      return ExternalData.mapFile(file);
    } catch (IOException e) {
      throw new Problem(file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
