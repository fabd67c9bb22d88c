package bitline.onnx;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.junit.jupiter.params.provider.MethodSource;

/// Searches for bytes that the reader takes badly: `JAZZER_FUZZ=1 ./mvnw test -Dtest=OnnxFuzzTest
/// -Djazzer.hooks=true`. Without the variable it tries the seeds and the stored findings.
/// [HostileModelTest] damages models of its own in every run.
final class OnnxFuzzTest {
  static List<byte[]> seeds() {
    return HostileModelTest.seeds();
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "120s")
  void anyBytes(byte[] data) {
    HostileModelTest.readOrRefuse(data);
  }
}
