using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Guildhall.Kernel.Contracts.Files;

namespace Guildhall.Accounts.OwnData;

/// <summary>
/// Packs what a member has uploaded, the newest first, until there is no room; a list says of each whether it is there. One after the
/// other goes from its place into the archive, and none is held in memory.
/// </summary>
internal sealed class AddFiles(IEnumerable<IOwnFiles> modules)
{
    /// <summary>Of all files together.</summary>
    public const long MostBytes = 500_000_000;

    public async Task RunAsync(ZipArchive archive, long memberId, CancellationToken cancel)
    {
        var all = new List<OwnFile>();
        foreach (var module in modules)
            all.AddRange(await module.OfAsync(memberId, cancel));
        if (all.Count == 0)
            return;
        var (left, listed) = (MostBytes, new List<object>());
        foreach (var (number, file) in all.OrderByDescending(f => f.AddedAt).Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"files/{number + 1:0000}-{file.Name}");
            var fits = file.Size <= left && await CopyAsync(archive, name, file, cancel);
            if (fits)
                left -= file.Size;
            listed.Add(new { file.Name, file.Size, file.AddedAt, path = fits ? name : null });
        }
        await using var list = archive.CreateEntry("files.json").Open();
        await JsonSerializer.SerializeAsync(list, listed, WriteArchive.Listed, cancel);
    }

    private static async Task<bool> CopyAsync(ZipArchive archive, string name, OwnFile file, CancellationToken cancel)
    {
        await using var bytes = await file.OpenAsync(cancel);
        if (bytes is null)
            return false;
        // Pictures and archives grow by being packed once more.
        await using var entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        await bytes.CopyToAsync(entry, cancel);
        return true;
    }
}
