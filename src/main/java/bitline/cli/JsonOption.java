package bitline.cli;

import bitline.base.Problem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--json [FILE]`, for every command that prints a result; mixed in with `@Mixin`. Without a file
/// the JSON takes the place of the text on standard output; with one it goes there and the text is
/// printed too.
final class JsonOption {
  static final String STDOUT = "-";

  @Option(
      names = "--json",
      arity = "0..1",
      fallbackValue = STDOUT,
      paramLabel = "FILE.json",
      description = "Print the result as JSON, or write it to FILE.json.")
  private @Nullable String target;

  boolean wanted() {
    return target != null;
  }

  /// A [Problem] when the file cannot be written: told before long work, not after it.
  void check() {
    Path file = file();
    if (file != null) {
      Output.checkWritable(file);
    }
  }

  /// The file to write, or null for standard output. Only a name that ends in `.json` is taken,
  /// lest `--json model.onnx` write over the model.
  @Nullable Path file() {
    if (target == null || target.equals(STDOUT)) {
      return null;
    }
    if (!target.endsWith(".json")) {
      throw new Problem(
          "--json writes only files that end in .json, not '"
              + target
              + "'; to print JSON instead, put --json last");
    }
    return Path.of(target);
  }
}
