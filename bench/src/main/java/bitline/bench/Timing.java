package bitline.bench;

import bitline.base.Problem;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Times one benchmark in a process of its own.
final class Timing {
  private Timing() {}

  /// Seconds of one call that 49 in 50 calls take longer than: others may use the machine too, and
  /// a call that they interrupt says nothing about the kernel. Takes some four seconds.
  ///
  /// @param parameters names and values by turns
  static double seconds(Class<?> benchmarks, String method, String... parameters) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(benchmarks.getName() + "\\." + method + "$")
            .forks(1)
            .jvmArgsAppend(
                "--add-modules", "jdk.incubator.vector", "--sun-misc-unsafe-memory-access=allow")
            .warmupIterations(4)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(8)
            .measurementTime(TimeValue.milliseconds(300))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    for (int i = 0; i < parameters.length; i += 2) {
      options.param(parameters[i], parameters[i + 1]);
    }
    try {
      RunResult result = new Runner(options.build()).runSingle();
      return result.getPrimaryResult().getStatistics().getPercentile(2) * 1e-9;
    } catch (RunnerException e) {
      throw new Problem("the benchmark " + method + " did not run: " + e.getMessage());
    }
  }
}
