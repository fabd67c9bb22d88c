package bitline.report;

/// Pieces of inline SVG, as text. Places are pixels or percent of the drawing; names and titles are
/// escaped here.
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /// Pixels.
  static String px(double pixels) {
    return Html.number(pixels);
  }

  /// Percent of the drawing's width or height.
  static String part(double percent) {
    return Html.number(percent) + "%";
  }

  Svg line(String style, String x1, String y1, String x2, String y2) {
    out.append("<line class=\"").append(Html.escape(style));
    attribute("x1", x1).attribute("y1", y1).attribute("x2", x2).attribute("y2", y2);
    out.append("\"/>");
    return this;
  }

  /// A rectangle that tells its title to the mouse; an empty one tells nothing.
  Svg rect(String style, String x, String y, String width, String height, String title) {
    out.append("<rect class=\"").append(Html.escape(style));
    attribute("x", x).attribute("y", y).attribute("width", width).attribute("height", height);
    return end("rect", title);
  }

  /// A shape from a path.
  Svg path(String style, String path, String title) {
    out.append("<path class=\"").append(Html.escape(style));
    attribute("d", path);
    return end("path", title);
  }

  private Svg end(String tag, String title) {
    if (title.isEmpty()) {
      out.append("\"/>");
    } else {
      out.append("\"><title>").append(Html.escape(title)).append("</title></");
      out.append(tag).append('>');
    }
    return this;
  }

  /// @param anchor which end of the text is at `x`: start, middle or end
  /// @param aside pixels to the right of `x`
  Svg text(String style, String x, double aside, double y, String anchor, String text) {
    out.append("<text class=\"").append(Html.escape(style));
    attribute("x", x).attribute("y", px(y)).attribute("text-anchor", anchor);
    if (aside != 0) {
      attribute("dx", px(aside));
    }
    out.append("\">").append(Html.escape(text)).append("</text>");
    return this;
  }

  /// Text that reads from the bottom to the top, its middle at a place in pixels.
  Svg upright(String style, double x, double y, String text) {
    out.append("<text class=\"").append(Html.escape(style));
    attribute("transform", "translate(" + px(x) + " " + px(y) + ") rotate(-90)");
    attribute("text-anchor", "middle");
    out.append("\">").append(Html.escape(text)).append("</text>");
    return this;
  }

  /// A dot or a diamond, which keep their size.
  ///
  /// @param x of its middle
  /// @param y of its middle, in pixels
  Svg mark(String style, String x, double y, boolean diamond, String title) {
    if (diamond) {
      out.append("<svg class=\"at");
      attribute("x", x).attribute("y", px(y)).attribute("width", "1").attribute("height", "1");
      out.append("\">");
      path("mark-of " + style, "M-5.5 0L0 -5.5L5.5 0L0 5.5Z", title);
      out.append("</svg>");
      return this;
    }
    out.append("<circle class=\"mark-of ").append(Html.escape(style));
    attribute("cx", x).attribute("cy", px(y)).attribute("r", "4.5");
    return end("circle", title);
  }

  /// A disc of any size.
  ///
  /// @param y of its middle, in pixels
  /// @param radius in pixels
  Svg disc(String style, String x, double y, double radius, String title) {
    out.append("<circle class=\"").append(Html.escape(style));
    attribute("cx", x).attribute("cy", px(y)).attribute("r", px(radius));
    return end("circle", title);
  }

  /// A drawing inside this one that takes a part of its width; what it draws in percent is percent
  /// of that part.
  Svg inset(String x, String width, double tall, Svg inside) {
    out.append("<svg class=\"at");
    attribute("x", x).attribute("width", width).attribute("height", px(tall));
    out.append("\">").append(inside.out).append("</svg>");
    return this;
  }

  /// Pieces that were written elsewhere.
  Svg raw(StringBuilder pieces) {
    out.append(pieces);
    return this;
  }

  /// A group that the mouse may be over, with a title.
  Svg group(String style, String title, Svg inside) {
    out.append("<g class=\"").append(Html.escape(style)).append("\"><title>");
    out.append(Html.escape(title)).append("</title>").append(inside.out).append("</g>");
    return this;
  }

  /// Another drawing's pieces behind these.
  Svg add(Svg other) {
    out.append(other.out);
    return this;
  }

  /// A drawing inside this one that stretches with it: across from 0 to `wide`, down in pixels.
  Svg stretched(String style, int wide, double tall, Svg inside) {
    out.append("<svg class=\"").append(Html.escape(style));
    attribute("width", "100%").attribute("height", px(tall));
    attribute("viewBox", "0 0 " + wide + " " + px(tall));
    attribute("preserveAspectRatio", "none");
    out.append("\">").append(inside.out).append("</svg>");
    return this;
  }

  /// A drawing of its own, as wide as there is room.
  ///
  /// @param what it shows, for those who cannot see it
  String drawing(String style, double tall, String what) {
    return "<svg class=\""
        + Html.escape(style)
        + "\" width=\"100%\" height=\""
        + px(tall)
        + "\" role=\"img\" aria-label=\""
        + Html.escape(what)
        + "\">"
        + out
        + "</svg>";
  }

  /// A drawing of its own that keeps its shape when it is made larger or smaller.
  String scaled(String style, double wide, double tall, String what) {
    return "<svg class=\""
        + Html.escape(style)
        + "\" width=\"100%\" viewBox=\"0 0 "
        + px(wide)
        + " "
        + px(tall)
        + "\" role=\"img\" aria-label=\""
        + Html.escape(what)
        + "\">"
        + out
        + "</svg>";
  }

  /// Names beside a drawing, which tell nothing that the drawing does not.
  String axis(int wide, double tall) {
    return "<svg class=\"axis\" width=\""
        + wide
        + "\" height=\""
        + px(tall)
        + "\" aria-hidden=\"true\">"
        + out
        + "</svg>";
  }

  private Svg attribute(String name, String value) {
    out.append("\" ").append(name).append("=\"").append(value);
    return this;
  }

  /// A name of at most so many letters; both ends tell more than the middle.
  static String shortened(String name, int letters) {
    int[] all = name.codePoints().toArray();
    if (all.length <= letters) {
      return name;
    }
    int head = letters / 2;
    int tail = letters - 1 - head;
    return new String(all, 0, head) + "…" + new String(all, all.length - tail, tail);
  }

  /// A key of colours.
  static String legend(Iterable<Key> keys) {
    StringBuilder out = new StringBuilder("<p class=\"legend\">");
    for (Key key : keys) {
      out.append("<span><i class=\"").append(Html.escape(key.style)).append("\"></i>");
      out.append(Html.escape(key.name)).append("</span>");
    }
    return out.append("</p>").toString();
  }

  /// A colour and what has it.
  record Key(String name, String style) {}
}
