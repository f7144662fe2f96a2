using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Payments.Ledger;

/// <summary>Entries of all accounts of one sort.</summary>
internal static class EntryQueries
{
    /// <param name="prefix">Ends with ':'.</param>
    public static IQueryable<Entry> Under(this IQueryable<Entry> entries, AppDb db, string prefix)
    {
        if (db.IsPostgres)
            return entries.Where(e => e.Account.StartsWith(prefix));
        // SQLite compares bytes, and a range is read from the index; its LIKE would look at every entry.
        var end = prefix[..^1] + ';';
        return entries.Where(e => string.Compare(e.Account, prefix) >= 0 && string.Compare(e.Account, end) < 0);
    }

    /// <summary>Entries of several sorts, as few walks over them as the database can do with.</summary>
    /// <param name="prefixes">Each as for one; none is the beginning of another.</param>
    public static IReadOnlyList<IQueryable<Entry>> UnderAny(this IQueryable<Entry> entries, AppDb db, IReadOnlyList<string> prefixes)
    {
        if (!db.IsPostgres)
            return [.. prefixes.Select(p => entries.Under(db, p))];
        // Its index is no help for the beginning of a word unless the database was made with the collation C: one walk finds all.
        var patterns = prefixes.Select(p => p + "%").ToArray();
        return [entries.Where(e => patterns.Any(p => EF.Functions.Like(e.Account, p)))];
    }
}
