using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations.Backups;

/// <summary>
/// Reads a backup through to its end before anything is touched: every table and file must be there with the hash and the number
/// of rows that were written down, and nothing may lead out of the data folder.
/// </summary>
internal static class VerifyBackup
{
    /// <exception cref="Refused">Not a backup, cut off, damaged, or of other tables.</exception>
    public static async Task<BackupManifest> RunAsync(ZipArchive zip, IReadOnlyList<BackupTable> tables, CancellationToken cancel)
    {
        try
        {
            var manifest = await ManifestAsync(zip, cancel);
            if (manifest.Version != BackupFormat.Version || manifest.Schema != BackupTables.Fingerprint(tables))
                throw new Refused("backup_other_version", 409, "This backup was made by another version of Guildhall. Restore it with that version, then upgrade.");
            var rows = CheckNames(manifest, tables);
            foreach (var (name, expected) in manifest.Entries)
                await VerifyEntryAsync(zip, name, expected, rows.GetValueOrDefault(name, -1), cancel);
            return manifest;
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Damaged(damage.Message);
        }
    }

    public static Refused Damaged(string what) => new("backup_damaged", 422, "This backup is damaged and nothing was touched: {0}", what);

    /// <summary>What the platform throws at the bytes of a zip that are not what they should be.</summary>
    public static bool IsDamage(Exception error) =>
        error is InvalidDataException or JsonException or IOException or NotSupportedException or ArgumentException or OverflowException;

    private static async Task<BackupManifest> ManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(BackupFormat.Manifest) ?? throw Damaged("it has no manifest, so its writing was cut off.");
        using var json = new MemoryStream();
        await using (var stream = await entry.OpenAsync(cancel))
            await stream.CopyToAsync(json, cancel);
        // The first versions wrote no hash of the manifest.
        if (zip.Comment.Length > 0 && Convert.ToHexStringLower(SHA256.HashData(json.ToArray())) != zip.Comment)
            throw Damaged("its manifest is not what was written.");
        json.Position = 0;
        var manifest = JsonSerializer.Deserialize<BackupManifest>(json, JsonSerializerOptions.Web);
        return manifest is { Rows: not null, Entries: not null, Schema: not null } ? manifest : throw Damaged("its manifest is incomplete.");
    }

    /// <returns>Rows by entry name.</returns>
    private static Dictionary<string, long> CheckNames(BackupManifest manifest, IReadOnlyList<BackupTable> tables)
    {
        var rows = tables.ToDictionary(t => BackupFormat.TableEntry(t.Name), t => manifest.Rows.GetValueOrDefault(t.Name, -1));
        if (rows.FirstOrDefault(t => t.Value < 0 || !manifest.Entries.ContainsKey(t.Key)) is { Key: { } missing })
            throw Damaged($"{missing} is missing.");
        if (manifest.Entries.Keys.FirstOrDefault(name => !rows.ContainsKey(name) && !BackupFormat.IsFile(name)) is { } stray)
            throw Damaged($"{stray} is neither a table nor a file of the data folder.");
        return rows;
    }

    private static async Task VerifyEntryAsync(ZipArchive zip, string name, string expected, long rows, CancellationToken cancel)
    {
        var entry = zip.GetEntry(name) ?? throw Damaged($"{name} is missing.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var stream = await entry.OpenAsync(cancel);
        var buffer = new byte[64 * 1024];
        long lines = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != expected)
            throw Damaged($"{name} is not what was written.");
        // The first line names the columns.
        if (rows >= 0 && lines != rows + 1)
            throw Damaged($"{name} has not as many rows as the manifest says.");
    }
}
