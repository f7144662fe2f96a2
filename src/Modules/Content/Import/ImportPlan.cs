using System.Globalization;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>An article that an earlier import of the same source brought.</summary>
internal sealed record KnownArticle(
    string Key, string Slug, string Title, long SpaceId, string? Hash, int Version, int? ImportedVersion, ArticleAccess Access,
    long? TierId, bool IsPublic);

/// <summary>What the community has already.</summary>
/// <param name="Slugs">Of all its articles.</param>
/// <param name="Articles">Of this source, by path.</param>
/// <param name="Files">SHA-256 of the files of this source, by path.</param>
/// <param name="Gone">Of articles whose file is not in the folder any more: the path by the SHA-256 of the text, where no two are alike.</param>
/// <param name="Failed">Why pictures of other servers, by address, could not be fetched within the last day.</param>
internal sealed record ImportGround(
    CommunityInfo Community, IReadOnlyList<TierOffer> Tiers, IReadOnlySet<string> Slugs, IReadOnlyDictionary<string, KnownArticle> Articles,
    IReadOnlyDictionary<string, string> Files, IReadOnlyDictionary<string, string> Gone,
    IReadOnlyDictionary<string, ImportNote> Failed);

/// <summary>A row of the report.</summary>
internal sealed record PlannedRow(
    ImportKind Kind, ImportAction Action, string Path, string Title, string Slug, string Space, string Hash,
    IReadOnlyList<ImportNote> Notes);

/// <summary>
/// Looks through a folder and says what would become of every file, without changing anything. Texts and pictures pass through
/// memory one at a time; what stays is a line for each.
/// </summary>
internal sealed class ImportPlan(
    IImportFolder folder, ImportGround ground, ContentOptions options, string source, string? spaceSlug, bool fetches, DateTime now)
{
    private readonly MarkdownReader _reader = new(folder, TimeZoneInfo.FindSystemTimeZoneById(ground.Community.TimeZone), now);
    private readonly List<PlannedRow> _rows = [];
    private readonly List<MarkdownFile> _texts = [];
    private readonly Dictionary<string, string> _slugs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeenFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _order = new(StringComparer.Ordinal);
    private readonly MovedFiles _moved = new(ground);
    private readonly SeenRemotePictures _remote = new(ground, source, fetches ? options.FetchedPictures : 0, fetches);
    private readonly Dictionary<string, int> _unused = new(StringComparer.Ordinal);

    // Of names that are told.
    private const int MaxNames = 30;

    /// <param name="looked">Told how many files were looked at.</param>
    /// <param name="alive">Called after each file, also while they are read for the first time.</param>
    public async Task<IReadOnlyList<PlannedRow>> MakeAsync(Func<int, Task> looked, Func<Task> alive, CancellationToken cancel)
    {
        _rows.AddRange(folder.Refused.Select(r => new PlannedRow(ImportKind.Other, Failed(r.Why), r.Path, "", "", "", "", [r.Why])));
        await ReadTextsAsync(alive, cancel);
        ChooseSlugs();
        var composer = new ImportComposer(ground.Community, path => _slugs.GetValueOrDefault(path), SeeFile,
            _remote.See, path => folder.Find(path) is not null);
        for (var i = 0; i < _texts.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            Plan(composer, _texts[i]);
            await looked(i + 1);
            await alive();
        }
        return Arrange();
    }

    /// <summary>Every text is read once for what it says of itself, so that links can be answered whichever way they point.</summary>
    private async Task ReadTextsAsync(Func<Task> alive, CancellationToken cancel)
    {
        foreach (var entry in folder.Entries.Where(e => ImportNames.IsMarkdown(e.Path)))
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (entry.Path.Length > ImportItem.MaxPath)
                    throw new RowRefused(ImportNote.Error(ImportTexts.LongName));
                var text = _reader.Read(entry);
                ImportAccess.Check(text.Access, ground.Tiers);
                _moved.Look(text);
                foreach (var name in text.Unused)
                    _unused[name] = _unused.GetValueOrDefault(name) + 1;
                _texts.Add(text with { Body = "" });
            }
            catch (RowRefused refused)
            {
                _rows.Add(new PlannedRow(ImportKind.Article, Failed(refused.Why), entry.Path, "", "", "", "", [refused.Why]));
            }
            await alive();
        }
    }

    private void ChooseSlugs()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in _texts)
        {
            var known = _moved.KnownOf(text.Path);
            var wanted = known is not null && !text.SlugIsOwn ? known.Slug : text.Slug;
            var chosen = wanted;
            if (wanted != known?.Slug)
            {
                chosen = Slug.Unique(wanted, slug => owners.ContainsKey(slug) || ground.Slugs.Contains(slug));
                if (chosen != wanted)
                    text.Notes.Add(owners.TryGetValue(wanted, out var owner)
                        ? ImportNote.Warning(ImportTexts.SameSlug, owner, wanted, chosen)
                        : ImportNote.Warning(ImportTexts.SlugTaken, wanted, chosen));
            }
            owners[chosen] = text.Path;
            _slugs[text.Path] = chosen;
        }
    }

    private void Plan(ImportComposer composer, MarkdownFile seen)
    {
        var known = _moved.KnownOf(seen.Path);
        var space = SpaceOf(seen.Path, known);
        try
        {
            // Notes were gathered by the first reading; the second one only brings the words back.
            var text = _reader.Read(folder.Find(seen.Path)!);
            var composed = composer.Compose(text, ground.Community.Space(space)?.PreviewBlocks ?? MarkdownOptions.Default.PreviewBlocks);
            var former = _moved.FormerOf(seen.Path);
            var action = known is null ? ImportAction.Create
                : known.Hash == composed.Hash && !composed.AwaitsPictures && former is null ? ImportAction.Unchanged : ImportAction.Update;
            if (former is not null)
                seen.Notes.Insert(0, ImportNote.Info(ImportTexts.Moved, former));
            if (action == ImportAction.Update && known!.Version != known.ImportedVersion)
                seen.Notes.Add(ImportNote.Warning(ImportTexts.EditedHere));
            if (action != ImportAction.Unchanged && !IsOpen(seen, known, space))
                seen.Notes.Insert(0, ImportNote.Info(
                    composed.Rendered.HasDivider ? ImportTexts.FreeToDivider : ImportTexts.FreeBeginning,
                    composed.Rendered.PreviewPercent.ToString(CultureInfo.InvariantCulture)));
            if (action == ImportAction.Update && known!.IsPublic && seen.IsDraft)
                seen.Notes.Add(ImportNote.Warning(ImportTexts.WithdrawnHere));
            if (ImportNames.IsIntroduction(seen.Path))
                Remember(seen.Path, composed.Links);
            _rows.Add(
                new PlannedRow(ImportKind.Article, action, seen.Path, seen.Title, _slugs[seen.Path], space, composed.TextHash,
                    [.. seen.Notes, .. composed.Notes]));
        }
        catch (RowRefused refused)
        {
            _slugs.Remove(seen.Path);
            _rows.Add(new PlannedRow(ImportKind.Article, Failed(refused.Why), seen.Path, seen.Title, "", space, "",
                [.. seen.Notes, refused.Why]));
        }
    }

    /// <summary>Whether everyone will read all of it. A column that the import makes is open to everyone.</summary>
    private bool IsOpen(MarkdownFile seen, KnownArticle? known, string space)
    {
        var (access, tier) = ImportAccess.Read(seen.Access, ground.Tiers) ?? (known?.Access ?? ArticleAccess.Space, known?.TierId);
        var column = ground.Community.Space(space);
        return (access == ArticleAccess.Space && column is null) || ArticleGate.IsOpen(access, tier, column);
    }

    /// <summary>An introduction lists its articles in the order in which they are to be read.</summary>
    private void Remember(string introduction, IReadOnlyList<string> links)
    {
        _order[introduction] = -1;
        for (var i = 0; i < links.Count; i++)
            if (ImportNames.TopFolder(links[i]) == ImportNames.TopFolder(introduction))
                _order.TryAdd(links[i], i);
    }

    private string SpaceOf(string path, KnownArticle? known)
    {
        if (known is not null && ground.Community.Space(known.SpaceId) is { } current)
            return current.Slug;
        if (spaceSlug is not null)
            return spaceSlug;
        var top = ImportNames.TopFolder(path);
        if (top.Length > 0)
            return ImportColumns.SlugFor(ground.Community, top);
        return ground.Community.Spaces.FirstOrDefault(s => s is { Kind: SpaceKind.Column, IsArchived: false })?.Slug
            ?? ImportColumns.SlugFor(ground.Community, source);
    }

    /// <summary>A file that a text points at, looked at once.</summary>
    private ReferencedFile? SeeFile(string path, bool asPicture)
    {
        if (folder.Find(path) is not { } entry)
            return null;
        if (!_files.TryGetValue(path, out var seen))
            _files[path] = seen = SeenFile.Look(folder, entry, options.PictureBytes);
        seen.Use(asPicture);
        return seen.Sha256 is { } hash ? new ReferencedFile(path, hash, SeenFile.SampleAddress, seen.Picture is not null) : null;
    }

    private IReadOnlyList<PlannedRow> Arrange()
    {
        var articles = _rows.Where(r => r.Kind == ImportKind.Article).OrderBy(r => r.Space, StringComparer.Ordinal)
            .ThenBy(r => _order.GetValueOrDefault(r.Path, int.MaxValue)).ThenBy(r => r.Path, StringComparer.Ordinal).ToList();
        var files = _files.OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => f.Value.ToRow(f.Key, ground.Files.GetValueOrDefault(f.Key)));
        var columns = ImportColumns.Rows(ground.Community, source, spaceSlug, articles);
        return
        [
            .. _remote.Overview(), .. columns, .. files, .. _remote.Rows(), .. articles, .. _moved.Gone(folder),
            .. _rows.Where(r => r.Kind == ImportKind.Other), .. NotTaken(),
        ];
    }

    /// <summary>Once for all files: what their heads say and nobody here hears.</summary>
    private IEnumerable<PlannedRow> NotTaken()
    {
        if (_unused.Count == 0)
            return [];
        var names = string.Join(", ", _unused.OrderByDescending(u => u.Value).ThenBy(u => u.Key, StringComparer.Ordinal).Take(MaxNames)
            .Select(u => string.Create(CultureInfo.InvariantCulture, $"{u.Key} ({u.Value})")));
        var note = ImportNote.Warning(ImportTexts.NotTaken, names);
        return [new PlannedRow(ImportKind.Other, ImportAction.Skip, source, "", "", "", "", [note])];
    }

    private static ImportAction Failed(ImportNote why) => why.IsError ? ImportAction.Error : ImportAction.Skip;
}
