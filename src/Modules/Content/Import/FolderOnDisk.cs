using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>A folder of this machine. Links are not followed: they could lead anywhere.</summary>
internal sealed class FolderOnDisk : IImportFolder
{
    private readonly string _root;
    private readonly List<ImportEntry> _entries = [];
    private readonly List<RefusedEntry> _refused = [];
    private readonly Dictionary<string, (ImportEntry Entry, string Real)> _byPath = new(StringComparer.Ordinal);

    /// <exception cref="ImportUnreadable">There is no such folder, or it holds more files than are accepted.</exception>
    public FolderOnDisk(string root, int maxFiles)
    {
        _root = Path.GetFullPath(root);
        if (!Directory.Exists(_root))
            throw new ImportUnreadable(ImportTexts.NoFolder);
        try
        {
            Walk(new DirectoryInfo(_root), "", maxFiles);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new ImportUnreadable(ImportTexts.FolderDenied, denied);
        }
    }

    public string Name => Path.GetFileName(_root.TrimEnd(Path.DirectorySeparatorChar));

    public IReadOnlyList<ImportEntry> Entries => _entries;

    public IReadOnlyList<RefusedEntry> Refused => _refused;

    public ImportEntry? Find(string path) => _byPath.TryGetValue(path, out var found) ? found.Entry : null;

    public Stream Open(ImportEntry entry) => File.OpenRead(Path.Combine(_root, _byPath[entry.Path].Real));

    public void Dispose() { }

    /// <summary>
    /// Macs write names decomposed, links to them come composed: paths are compared composed, files opened by their own names.
    /// </summary>
    private void Add(string real, long size)
    {
        var entry = new ImportEntry(WellFormed.Text(real).Normalize(), size);
        if (_byPath.TryAdd(entry.Path, (entry, real)))
            _entries.Add(entry);
        else
            _refused.Add(new RefusedEntry(real, ImportNote.Error(ImportTexts.SamePath)));
    }

    private void Walk(DirectoryInfo folder, string prefix, int maxFiles)
    {
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal))
        {
            var path = prefix + item.Name;
            if (ImportNames.IsClutter(path))
                continue;
            if (item.LinkTarget is not null)
                _refused.Add(new RefusedEntry(path, ImportNote.Warning(ImportTexts.LinkIgnored)));
            else if (item is DirectoryInfo inner)
                Walk(inner, path + "/", maxFiles);
            else if (item is FileInfo file)
                Add(path, file.Length);
            if (_entries.Count > maxFiles)
                throw new ImportUnreadable(ImportTexts.TooManyFiles);
        }
    }
}
