using System.IO.Compression;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>
/// A zip that somebody uploaded. Format: PKWARE APPNOTE 6.3. Traps: the end record says how many entries follow (read before the
/// archive is opened, since each costs memory); announced sizes may lie (counted again while reading); names may climb out of the
/// folder, be absolute or be links; names without the UTF-8 mark may be in the packer's own encoding.
/// </summary>
internal sealed class FolderInZip : IImportFolder
{
    // Text packs to a tenth, blank pictures to a hundredth; bombs to a thousandth. Small files are spared the rule.
    private const int MaxRatio = 200;
    private const long RatioFrom = 1024 * 1024;

    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _byPath = new(StringComparer.Ordinal);
    private readonly List<ImportEntry> _entries = [];
    private readonly List<RefusedEntry> _refused = [];

    /// <exception cref="ImportUnreadable">It is damaged, or larger than is accepted.</exception>
    public FolderInZip(string path, int maxFiles, long maxUnpackedBytes)
    {
        try
        {
            // Folders are entries too, and packers add clutter of their own.
            if (ZipEnd.CountEntries(path) > maxFiles * 3L)
                throw new ImportUnreadable(ImportTexts.TooManyFiles);
            _archive = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read, leaveOpen: false, ZipNames.Encoding);
            Sort(_archive.Entries, maxFiles, maxUnpackedBytes);
        }
        catch (Exception damaged)
            when (damaged is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException
                or OverflowException)
        {
            _archive?.Dispose();
            throw new ImportUnreadable(ImportTexts.DamagedZip, damaged);
        }
    }

    /// <summary>Of the folders that only wrap the others.</summary>
    public string Name { get; private set; } = "";

    public IReadOnlyList<ImportEntry> Entries => _entries;

    public IReadOnlyList<RefusedEntry> Refused => _refused;

    public ImportEntry? Find(string path) => _byPath.TryGetValue(path, out var entry) ? new ImportEntry(path, entry.Length) : null;

    public Stream Open(ImportEntry entry) => new CountedStream(_byPath[entry.Path].Open(), entry.Size);

    public void Dispose() => _archive.Dispose();

    private void Sort(IReadOnlyList<ZipArchiveEntry> all, int maxFiles, long maxUnpackedBytes)
    {
        var files = new List<(string Path, ZipArchiveEntry Entry)>();
        long unpacked = 0;
        foreach (var entry in all)
        {
            var name = WellFormed.Text(entry.FullName.Replace('\\', '/')).Normalize();
            while (name.StartsWith("./", StringComparison.Ordinal))
                name = name[2..];
            if (name.EndsWith('/'))
                continue;
            if (IsUnsafe(name))
                _refused.Add(new RefusedEntry(name, ImportNote.Error(ImportTexts.BadName)));
            else if (ImportNames.IsClutter(name))
                continue;
            else if (WhyNot(entry) is { } why)
                _refused.Add(new RefusedEntry(name, why));
            else if ((unpacked += entry.Length) > maxUnpackedBytes)
                throw new ImportUnreadable(ImportTexts.TooMuchUnpacked);
            else
                files.Add((name, entry));
        }
        if (files.Count > maxFiles)
            throw new ImportUnreadable(ImportTexts.TooManyFiles);
        Root(files);
    }

    private static bool IsUnsafe(string name) =>
        name.StartsWith('/') || name.Contains(':') || name.Any(char.IsControl) || name.Split('/').Contains("..");

    private static ImportNote? WhyNot(ZipArchiveEntry entry)
    {
        // The upper half holds Unix file modes: 0120000 is a symbolic link.
        if (((entry.ExternalAttributes >> 16) & 0xF000) == 0xA000)
            return ImportNote.Warning(ImportTexts.LinkIgnored);
        if (entry.IsEncrypted)
            return ImportNote.Error(ImportTexts.Encrypted);
        if (entry.Length > RatioFrom && entry.Length / Math.Max(1, entry.CompressedLength) > MaxRatio)
            return ImportNote.Error(ImportTexts.Bomb);
        return null;
    }

    /// <summary>Packing a folder puts its own name before every path; that name is not part of the folder.</summary>
    private void Root(List<(string Path, ZipArchiveEntry Entry)> files)
    {
        while (files.Count > 0 && ImportNames.TopFolder(files[0].Path) is { Length: > 0 } top
            && files.TrueForAll(f => f.Path.StartsWith(top + "/", StringComparison.Ordinal)) && IsWrapper(files, top))
        {
            files = [.. files.Select(f => (f.Path[(top.Length + 1)..], f.Entry))];
            Name = Name.Length == 0 ? top : Name + "/" + top;
        }
        foreach (var (path, entry) in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            if (_byPath.TryAdd(path, entry))
                _entries.Add(new ImportEntry(path, entry.Length));
            else
                _refused.Add(new RefusedEntry(path, ImportNote.Error(ImportTexts.SamePath)));
        }
    }

    /// <summary>A lone folder with Markdown right in it is a column; with folders of Markdown below, it only wraps them.</summary>
    private static bool IsWrapper(List<(string Path, ZipArchiveEntry Entry)> files, string top) =>
        files.Exists(f => ImportNames.IsMarkdown(f.Path) && f.Path.IndexOf('/', top.Length + 1) >= 0);
}

/// <summary>Gives no more than was announced, so that a lying entry costs no more than an honest one.</summary>
internal sealed class CountedStream(Stream inner, long announced) : Stream
{
    private long _left = announced;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default) =>
        Count(await inner.ReadAsync(buffer, cancel));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancel) =>
        ReadAsync(buffer.AsMemory(offset, count), cancel).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _left -= read;
        if (_left < 0)
            throw new InvalidDataException("The entry holds more than it announced.");
        if (read == 0 && _left > 0)
            throw new InvalidDataException("The entry ends early.");
        return read;
    }
}
