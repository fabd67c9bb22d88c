package bitline.forecast.data;

/// What a series is.
///
/// @param key as options write it, such as `ml-ops`
/// @param title one line for people
/// @param unit of the values
/// @param rising whether more is better
/// @param rows which rows and columns of which table it is made from
public record Definition(String key, String title, String unit, boolean rising, String rows) {}
