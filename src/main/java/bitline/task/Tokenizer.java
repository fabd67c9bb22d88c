package bitline.task;

import bitline.base.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Text as tokens and back: pieces with scores, merged best score first (byte pairs as in
/// SentencePiece). A text begins with a space of its own; letters without a piece become their
/// UTF-8 bytes.
///
/// Read from the files of llama2.c: an int32 with the longest piece, then for each token a float32
/// score, an int32 length and so many bytes, all little-endian. Token 1 begins a text, token 2 ends
/// one, tokens 3 to 258 are single bytes.
public final class Tokenizer {
  /// Begins a text.
  public static final int BEGIN = 1;

  /// Ends a text.
  public static final int END = 2;

  private static final int FIRST_BYTE = 3;
  private static final int MOST_BYTES = 64 << 20;
  private static final int LONGEST_PIECE = 1 << 12;

  private final List<byte[]> pieces;
  private final float[] scores;
  private final Map<String, Integer> byPiece = new HashMap<>();

  private Tokenizer(List<byte[]> pieces, float[] scores) {
    this.pieces = pieces;
    this.scores = scores;
    for (int token = 0; token < pieces.size(); token++) {
      if (token < FIRST_BYTE || token >= FIRST_BYTE + 256) {
        byPiece.putIfAbsent(key(pieces.get(token)), token);
      }
    }
  }

  /// Reads a file.
  public static Tokenizer read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw Problem.at(file.toString(), "is too large for a tokenizer");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Problem("the tokenizer '" + file + "' cannot be read", e);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> pieces = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    if (in.remaining() < 4) {
      throw cut(file, 0);
    }
    in.getInt();
    while (in.hasRemaining()) {
      if (in.remaining() < 8) {
        throw cut(file, pieces.size());
      }
      scores.add(in.getFloat());
      int length = in.getInt();
      if (length < 0 || length > LONGEST_PIECE || length > in.remaining()) {
        throw cut(file, pieces.size());
      }
      byte[] piece = new byte[length];
      in.get(piece);
      pieces.add(piece);
    }
    if (pieces.size() < FIRST_BYTE + 256) {
      throw Problem.at(
          file.toString(),
          "has "
              + pieces.size()
              + " tokens; a tokenizer of llama2.c has 259 for beginning, end and single bytes alone");
    }
    float[] values = new float[scores.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores.get(i);
    }
    return new Tokenizer(pieces, values);
  }

  private static Problem cut(Path file, int token) {
    return Problem.at(
        file.toString(), "is no tokenizer of llama2.c: token " + token + " is cut off");
  }

  /// Tokens that there are.
  public int size() {
    return pieces.size();
  }

  /// The tokens of a text, [#BEGIN] first.
  public List<Integer> encode(String text) {
    List<Integer> tokens = new ArrayList<>();
    if (!text.isEmpty()) {
      addLetter(" ", tokens);
    }
    text.codePoints().forEach(letter -> addLetter(Character.toString(letter), tokens));
    while (mergeBest(tokens)) {
      // until no pair makes a piece
    }
    tokens.addFirst(BEGIN);
    return tokens;
  }

  private void addLetter(String letter, List<Integer> tokens) {
    byte[] bytes = letter.getBytes(StandardCharsets.UTF_8);
    Integer token = byPiece.get(key(bytes));
    if (token != null) {
      tokens.add(token);
      return;
    }
    for (byte b : bytes) {
      tokens.add(FIRST_BYTE + (b & 0xFF));
    }
  }

  /// Merges the pair of neighbours with the best score, the first of equals.
  private boolean mergeBest(List<Integer> tokens) {
    int best = -1;
    int at = -1;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      byte[] a = pieces.get(tokens.get(i));
      byte[] b = pieces.get(tokens.get(i + 1));
      byte[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      Integer token = byPiece.get(key(both));
      if (token != null && (best < 0 || scores[token] > scores[best])) {
        best = token;
        at = i;
      }
    }
    if (best < 0) {
      return false;
    }
    tokens.set(at, best);
    tokens.remove(at + 1);
    return true;
  }

  /// The text of tokens; [#BEGIN], [#END] and the space that a text begins with are left out.
  public String decode(List<Integer> tokens) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean first = true;
    for (int token : tokens) {
      if (token < 0 || token >= pieces.size()) {
        throw new Problem("token " + token + " is none of " + pieces.size());
      }
      if (token == BEGIN || token == END) {
        continue;
      }
      byte[] piece =
          token >= FIRST_BYTE && token < FIRST_BYTE + 256
              ? new byte[] {(byte) (token - FIRST_BYTE)}
              : pieces.get(token);
      int skip = first && piece.length > 0 && piece[0] == ' ' ? 1 : 0;
      out.write(piece, skip, piece.length - skip);
      first = false;
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// Bytes as letters of one byte, for looking up.
  private static String key(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
