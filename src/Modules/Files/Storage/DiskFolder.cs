using Guildhall.Kernel.Data;

namespace Guildhall.Files.Storage;

/// <summary>
/// Files by their hash below the data folder. They are flushed to the disk and then moved to their names, so that a name always stands for
/// whole, true bytes.
/// </summary>
internal sealed class DiskFolder(DataFolder data, TimeProvider time)
{
    /// <summary>Where the bytes of this hash lie; they may be missing.</summary>
    public string PathOf(string folder, string sha256) => Path.Combine(data.Path, folder, sha256[..2], sha256[2..]);

    public void Keep(string folder, string sha256, string file)
    {
        var final = PathOf(folder, sha256);
        if (!File.Exists(final))
        {
            using (var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle);
            Directory.CreateDirectory(Path.GetDirectoryName(final)!);
            File.Move(file, final, overwrite: true);
        }
        Touch(folder, sha256);
    }

    public void Touch(string folder, string sha256)
    {
        if (PathOf(folder, sha256) is var path && File.Exists(path))
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
    }

    /// <summary>Hashes in it; of those only that nobody has kept or touched since then, where it is given.</summary>
    public IEnumerable<string> Hashes(string folder, DateTime? untouchedSince = null) =>
        Path.Combine(data.Path, folder) is var root && Directory.Exists(root)
            ? Directory.EnumerateDirectories(root, "??")
                .SelectMany(part => Directory.EnumerateFiles(part)
                    .Where(file => untouchedSince is not { } then || File.GetLastWriteTimeUtc(file) < then)
                    .Select(file => Path.GetFileName(part) + Path.GetFileName(file)))
                .Where(hash => hash.Length == 64)
            : [];

    public void Remove(string folder, string sha256, DateTime untouchedSince)
    {
        if (PathOf(folder, sha256) is var path && File.Exists(path) && File.GetLastWriteTimeUtc(path) < untouchedSince)
            File.Delete(path);
    }
}
