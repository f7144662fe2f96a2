using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Guildhall.Kernel.Http;

namespace Guildhall.Web.Operations.Backups;

/// <summary>Reads a backup through to its end before anything is touched: every entry must be there with the hash that was written down.</summary>
internal static class VerifyBackup
{
    /// <exception cref="Refused">Not a backup, cut off, damaged, or of other tables.</exception>
    public static async Task<BackupManifest> RunAsync(ZipArchive zip, string schema, CancellationToken cancel)
    {
        try
        {
            var manifest = await ManifestAsync(zip, cancel);
            if (manifest.Version != BackupFormat.Version || manifest.Schema != schema)
                throw new Refused("backup_other_version", 409, "This backup was made by another version of Guildhall. Restore it with that version, then upgrade.");
            foreach (var (name, expected) in manifest.Entries)
                await VerifyEntryAsync(zip, name, expected, cancel);
            return manifest;
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or EndOfStreamException)
        {
            throw Damaged(damage.Message);
        }
    }

    public static Refused Damaged(string what) => new("backup_damaged", 422, "This backup is damaged and nothing was touched: {0}", what);

    private static async Task<BackupManifest> ManifestAsync(ZipArchive zip, CancellationToken cancel)
    {
        var entry = zip.GetEntry(BackupFormat.Manifest) ?? throw Damaged("it has no manifest, so its writing was cut off.");
        await using var stream = await entry.OpenAsync(cancel);
        return await JsonSerializer.DeserializeAsync<BackupManifest>(stream, JsonSerializerOptions.Web, cancel) ?? throw Damaged("its manifest is empty.");
    }

    private static async Task VerifyEntryAsync(ZipArchive zip, string name, string expected, CancellationToken cancel)
    {
        if (name.Contains("..", StringComparison.Ordinal) || Path.IsPathRooted(name))
            throw Damaged($"{name} leads out of the data folder.");
        var entry = zip.GetEntry(name) ?? throw Damaged($"{name} is missing.");
        await using var stream = await entry.OpenAsync(cancel);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != expected)
            throw Damaged($"{name} is not what was written.");
    }
}
