package bitline.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Standard output that remembers what went wrong: a `PrintWriter` keeps to itself that the disk is
/// full.
final class Sink extends OutputStream {
  private final OutputStream to;
  private @Nullable IOException failure;

  Sink(OutputStream to) {
    this.to = to;
  }

  /// Why the answer did not arrive; null where it did, or where its reader wanted no more of it, as
  /// `head` does.
  @Nullable String lost() {
    if (failure == null) {
      return null;
    }
    String said = String.valueOf(failure.getMessage());
    String known = said.toLowerCase(Locale.ROOT);
    return known.contains("broken pipe")
            || known.contains("pipe is being closed")
            || known.contains("pipe has been ended")
        ? null
        : said;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    try {
      to.write(octets, from, count);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }
}
