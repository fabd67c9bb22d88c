package bitline.text;

import bitline.base.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts a [Tree] together from the events of a parser, without recursion, and refuses what is too
/// deep, too large or says a key twice.
final class TreeBuilder {
  private static final int DEEPEST = 64;

  private final String file;
  private final int most;
  private final Deque<Open> open = new ArrayDeque<>();
  private int nodes;
  private @Nullable Tree root;

  TreeBuilder(String file, int most) {
    this.file = file;
    this.most = most;
  }

  /// A list or map that has not been closed.
  private static final class Open {
    final int line;
    final int column;
    final boolean map;
    final List<Tree> items = new ArrayList<>();
    final List<Tree.Entry> entries = new ArrayList<>();
    final Map<String, Integer> seen = new HashMap<>();
    Tree.@Nullable Scalar key;

    Open(int line, int column, boolean map) {
      this.line = line;
      this.column = column;
      this.map = map;
    }
  }

  void begin(int line, int column, boolean map) {
    count(line, column);
    Open around = open.peek();
    if (around != null && around.map && around.key == null) {
      throw Problem.at(file, line, column, "a list or map cannot be a key");
    }
    if (open.size() == DEEPEST) {
      throw Problem.at(file, line, column, "nested deeper than " + DEEPEST + " levels");
    }
    open.push(new Open(line, column, map));
  }

  void end() {
    Open done = open.pop();
    add(
        done.map
            ? new Tree.Entries(done.line, done.column, done.entries)
            : new Tree.Items(done.line, done.column, done.items));
  }

  void scalar(int line, int column, String text, Tree.Kind kind) {
    count(line, column);
    Tree.Scalar scalar = new Tree.Scalar(line, column, text, kind);
    Open around = open.peek();
    if (around != null && around.map && around.key == null) {
      Integer first = around.seen.putIfAbsent(text, line);
      if (first != null) {
        throw Problem.at(
            file, line, column, "key '" + text + "' is here twice; it was given at line " + first);
      }
      around.key = scalar;
      return;
    }
    add(scalar);
  }

  /// The finished tree; null when the file held nothing.
  @Nullable Tree finished() {
    return root;
  }

  private void add(Tree node) {
    Open around = open.peek();
    if (around == null) {
      root = node;
    } else if (around.map) {
      Tree.Scalar key = around.key;
      if (key == null) {
        throw new IllegalStateException("a value without a key at line " + node.line());
      }
      around.entries.add(new Tree.Entry(key, node));
      around.key = null;
    } else {
      around.items.add(node);
    }
  }

  private void count(int line, int column) {
    if (++nodes > most) {
      throw Problem.at(file, line, column, "more than " + most + " values in one file");
    }
  }
}
