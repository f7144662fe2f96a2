using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Contracts.Payments;

namespace Guildhall.Web.Operations.Backups;

/// <summary>
/// A backup is a zip that both databases can write and read, so it also carries an installation from SQLite to PostgreSQL:
/// <code>
/// tables/NAME.jsonl   one line of column names, then one JSON array per row; instants as ISO 8601 UTC, bytes as base64
/// files/…  keys/…     uploaded files and data-protection keys as they lie in the data folder
/// manifest.json       written last: a backup without it was cut off; the zip's comment is its SHA-256 in hexadecimal
/// </code>
/// It holds everything, password hashes and keys included: keep it as safe as the server. Only what lies in a bucket is not in it: the
/// manifest says how much that is and where.
/// </summary>
internal static class BackupFormat
{
    public const int Version = 1;
    public const string Manifest = "manifest.json";
    public static readonly string[] Folders = ["files", "keys"];

    /// <summary>Uploads that are still arriving lie here.</summary>
    public const string Incoming = "files/incoming/";

    public static string TableEntry(string table) => $"tables/{table}.jsonl";

    /// <summary>A file of the data folder and nothing beside it: plain names, one of the two folders first.</summary>
    public static bool IsFile(string entry)
    {
        var parts = entry.Split('/');
        return parts.Length > 1 && Folders.Contains(parts[0])
            && parts.All(p => p.Length is > 0 and <= 255 && p is not ("." or "..") && !p.Any(c => c is '\\' or ':' || char.IsControl(c)));
    }
}

/// <param name="Schema">Fingerprint of tables and columns; a backup goes only into the same ones.</param>
/// <param name="Entries">SHA-256 in hexadecimal by entry name, of the unpacked bytes.</param>
/// <param name="Ledger">How the money ledger stood in the snapshot; <c>null</c> in backups of the first versions.</param>
/// <param name="Elsewhere">Files that it does not hold; <c>null</c> where it holds all.</param>
internal sealed record BackupManifest(
    int Version, string Schema, DateTime CreatedAt,
    IReadOnlyDictionary<string, long> Rows, IReadOnlyDictionary<string, string> Entries, LedgerVerdict? Ledger,
    FilesElsewhere? Elsewhere = null);
