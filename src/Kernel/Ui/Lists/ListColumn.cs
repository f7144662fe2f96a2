namespace Guildhall.Kernel.Ui.Lists;

/// <summary>A column of an <see cref="AdminList{TRow}"/>.</summary>
/// <param name="Title">In the reader's language.</param>
/// <param name="Sort">What the address calls the order by it; <c>null</c> where the list has none.</param>
/// <param name="Falling">That order begins with the highest, as with dates.</param>
public sealed record ListColumn(string Title, string? Sort = null, bool Falling = false);

/// <summary>Something to do with the rows that are chosen.</summary>
/// <param name="Value">Sent as <c>do</c>.</param>
/// <param name="Text">In the reader's language.</param>
public sealed record ListDeed(string Value, string Text, string Icon);
