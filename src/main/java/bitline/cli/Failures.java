package bitline.cli;

import bitline.base.Problem;
import bitline.base.Spelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in one line what went wrong, and with which exit code the program ends.
final class Failures {
  private Failures() {}

  /// The line for arguments that do not parse, or an empty text when they do. What was not
  /// understood comes before what is missing: `--adc-bitz 3` is a slip of the pen, not a missing
  /// `--chip`.
  static String ofArguments(ParseResult parsed) {
    List<Exception> errors = new ArrayList<>();
    for (ParseResult at = parsed; at != null; at = at.hasSubcommand() ? at.subcommand() : null) {
      errors.addAll(at.errors());
    }
    return errors.stream()
        .min(Comparator.comparingInt(Failures::rank))
        .map(error -> ofArgument(error) + swallowed(parsed, error))
        .orElse("");
  }

  /// What may have become of an argument that is missing: `--json` takes the word after it.
  private static String swallowed(ParseResult parsed, Exception error) {
    ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    String taken = command.matchedOptionValue("--json", JsonOption.STDOUT);
    return error instanceof MissingParameterException
            && !taken.equals(JsonOption.STDOUT)
            && !taken.endsWith(".json")
        ? "; '" + taken + "' was read as the file of --json: put --json last"
        : "";
  }

  private static int rank(Exception error) {
    return switch (error) {
      case UnmatchedArgumentException _ -> 0;
      case MissingParameterException _ -> 2;
      default -> 1;
    };
  }

  private static String ofArgument(Exception error) {
    if (!(error instanceof ParameterException e)) {
      throw new IllegalStateException(error);
    }
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName(" ");
    if (e instanceof UnmatchedArgumentException unmatched) {
      return name + ": " + ofUnmatched(command, name, unmatched.getUnmatched());
    }
    String message =
        Objects.requireNonNullElse(e.getMessage(), "cannot be read")
            .replaceFirst("is not an? (int|long)$", "is not a whole number")
            .replaceFirst("is not a double$", "is not a number");
    return name + ": " + message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static String ofUnmatched(CommandLine command, String name, List<String> unmatched) {
    String option = unmatched.stream().filter(a -> a.startsWith("-")).findFirst().orElse(null);
    List<String> options =
        command.getCommandSpec().options().stream().flatMap(o -> Stream.of(o.names())).toList();
    String help = "; '" + name + " --help' lists what there is";
    if (option != null
        && !command.getCommandSpec().subcommands().isEmpty()
        && !unmatched.getFirst().equals(option)) {
      option = null; // a mistyped command, and its options after it
    }
    if (option != null) {
      String typed = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
      String hint = Spelling.hint(typed, options);
      return "unknown option '" + typed + "'" + (hint.isEmpty() ? help : hint);
    }
    String first = unmatched.getFirst();
    if (!command.getSubcommands().isEmpty()) {
      String hint = Spelling.hint(first, command.getSubcommands().keySet());
      return "unknown command '" + first + "'" + (hint.isEmpty() ? help : hint);
    }
    return "does not know what to do with '" + first + "'" + help;
  }

  /// The exit code for what a command threw.
  static int code(Throwable thrown) {
    return switch (thrown) {
      case Problem _, IOException _, UncheckedIOException _, OutOfMemoryError _ -> Main.BAD_INPUT;
      default -> Main.OUR_BUG;
    };
  }

  /// The line for what a command threw.
  static String of(Throwable thrown) {
    return switch (thrown) {
      case Problem problem -> problem.getMessage();
      case UncheckedIOException e -> of(Objects.requireNonNull(e.getCause()));
      case NoSuchFileException e -> e.getFile() + ": no such file or folder";
      case AccessDeniedException e ->
          e.getFile() + ": may not be read or written; are its permissions right?";
      case FileSystemException e when e.getReason() == null ->
          e.getFile() + ": cannot be read or written (" + e.getClass().getSimpleName() + ")";
      case IOException e -> "cannot read or write: " + e.getMessage();
      case OutOfMemoryError _ ->
          "out of memory with a heap of "
              + (Runtime.getRuntime().maxMemory() >> 20)
              + " MiB; allow more, such as BITLINE_JAVA_OPTS=-Xmx16g";
      default ->
          "a bug of ours: "
              + thrown
              + "; please report it with the command and what it prints with --debug";
    };
  }
}
