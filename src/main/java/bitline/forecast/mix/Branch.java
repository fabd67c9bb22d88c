package bitline.forecast.mix;

/// A technology that could take over a part of the work.
///
/// @param name key, such as `digital-cim`
/// @param title for people
/// @param group key by which it is asked for with others of its kind, such as `cim`
/// @param share of the work of data centres (operations of matrix products) over time
/// @param advantage how much more it does for a joule or a dollar in the reference year
/// @param pace its progress over that of the mainstream: the logarithm of its advantage grows by
///   (pace − 1) times the mainstream's
public record Branch(
    String name, String title, String group, Adoption share, Advantage advantage, Stated pace) {
  public Branch {
    if (!name.matches("[a-z][a-z0-9-]{0,39}") || !group.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "name '" + name + "' and group '" + group + "' are lower case letters, digits, hyphens");
    }
  }
}
