using System.Security.Cryptography;
using System.Text;
using Guildhall.Content.Articles;
using Guildhall.Content.Files;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Content.Import;

/// <summary>A file that a text shows or links to, as far as the text must know it.</summary>
/// <param name="Address">Where it is served; before it is stored, an address of the same length and shape.</param>
internal sealed record ReferencedFile(string Path, string Sha256, string Address, bool IsPicture);

/// <summary>A text with its references answered.</summary>
/// <param name="Hash">Changes with the words, with what the front matter says, and with what a reference stands for.</param>
/// <param name="TextHash">The same without pictures of other servers, which are not there yet when it is checked.</param>
/// <param name="AwaitsPictures">It shows pictures of other servers that are still to be fetched.</param>
/// <param name="Files">Paths of the files that it uses.</param>
/// <param name="Links">Paths of the articles that it links to, in order.</param>
internal sealed record ComposedArticle(
    RenderedMarkdown Rendered, string Hash, string TextHash, bool AwaitsPictures, IReadOnlyCollection<string> Files,
    IReadOnlyList<string> Links, IReadOnlyList<ImportNote> Notes);

/// <summary>Renders a text of an import; the same way when it is checked and when it is taken in.</summary>
/// <param name="slugOf">The slug of the article that a path becomes; <c>null</c> for none.</param>
/// <param name="fileOf">The file at a path; <c>null</c> for none, or one that is not taken in.</param>
/// <param name="remoteOf">
/// The picture at an address of another server, its SHA-256 empty while it is still to be fetched; <c>null</c> for one that stays there.
/// </param>
/// <param name="exists">Whether the folder has anything at a path.</param>
internal sealed class ImportComposer(
    CommunityInfo community, Func<string, string?> slugOf, Func<string, bool, ReferencedFile?> fileOf,
    Func<string, ReferencedFile?> remoteOf, Func<string, bool> exists)
{
    private readonly Func<string, string?> _slugOf = slugOf;
    private readonly Func<string, bool, ReferencedFile?> _fileOf = fileOf;
    private readonly Func<string, ReferencedFile?> _remoteOf = remoteOf;
    private readonly Func<string, bool> _exists = exists;
    private readonly string _community = community.Slug;

    /// <exception cref="RowRefused">Too deep or too slow to render.</exception>
    public ComposedArticle Compose(MarkdownFile file, int previewBlocks)
    {
        var found = new References(this, file.Path);
        RenderedMarkdown rendered;
        try
        {
            rendered = ArticleRendering.Render(file.Title, file.Body, previewBlocks, found.Link, found.Image);
        }
        catch (Refused refused)
        {
            throw new RowRefused(ImportNote.Error(refused.Code switch
            {
                MarkdownRefused.TooLong => ImportTexts.TooLong,
                MarkdownRefused.TooDeep => ImportTexts.TooDeep,
                _ => ImportTexts.TooSlow,
            }));
        }
        var whole = HashOf(file, found.Answers);
        return new ComposedArticle(
            rendered, whole, found.Fetched.Count == 0 ? whole : HashOf(file, found.AnswersOfText), found.Fetched.ContainsValue(""),
            found.Files, found.Links, [.. found.Notes, .. Removed(rendered)]);
    }

    private static IEnumerable<ImportNote> Removed(RenderedMarkdown rendered) => rendered.Removed.Count == 0 ? [] :
    [
        ImportNote.Warning(ImportTexts.Removed, string.Join(", ", rendered.Removed.Select(r => r.Value == 1 ? $"<{r.Key}>"
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<{r.Key}> × {r.Value}")))),
    ];

    private static string HashOf(MarkdownFile file, IEnumerable<KeyValuePair<string, string>> answers)
    {
        var text = new StringBuilder(file.Body.Length + 500);
        text.Append(file.Title).Append('\n').Append(file.SlugIsOwn ? file.Slug : "").Append('\n').Append(file.Access?.Text).Append('\n')
            .Append(file.IsDraft).Append('\n').Append(file.PublishedAt?.ToString("O")).Append('\n').Append(file.Language).Append('\n')
            .Append(file.Body);
        foreach (var (target, answer) in answers)
            text.Append('\n').Append(target).Append(" → ").Append(answer);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The references of one text, each answered once, though the free part and the whole both ask.</summary>
    private sealed class References(ImportComposer import, string path)
    {
        private readonly OrderedDictionary<string, (string? Address, string Answer)> _links = [], _images = [];
        private readonly HashSet<string> _files = [];
        private readonly List<string> _articles = [];
        private readonly List<ImportNote> _notes = [];

        public IReadOnlyCollection<string> Files => _files;
        public IReadOnlyList<string> Links => _articles;
        public IReadOnlyList<ImportNote> Notes => _notes;
        public IEnumerable<KeyValuePair<string, string>> Answers =>
            _links.Concat(_images).Select(a => KeyValuePair.Create(a.Key, a.Value.Answer));

        /// <summary>The same without what other servers gave.</summary>
        public IEnumerable<KeyValuePair<string, string>> AnswersOfText =>
            Answers.Select(a => Fetched.ContainsKey(a.Key) ? KeyValuePair.Create(a.Key, "") : a);

        /// <summary>SHA-256 of pictures of other servers, by their targets; empty for those to come.</summary>
        public Dictionary<string, string> Fetched { get; } = [];

        public string? Link(string target) => Once(_links, target, AnswerLink);

        public string? Image(string target) => Once(_images, target, AnswerImage);

        private static string? Once(
            OrderedDictionary<string, (string? Address, string Answer)> known, string target, Func<string, (string?, string)> answer)
        {
            if (known.TryGetValue(target, out var before))
                return before.Address;
            var now = answer(target);
            known.Add(target, now);
            return now.Item1;
        }

        private (string?, string) AnswerLink(string target)
        {
            if (!SourceReferences.IsOfSource(target))
                return (target, "");
            foreach (var candidate in SourcePath.Candidates(path, target))
            {
                if (import._slugOf(candidate) is { } slug)
                {
                    _articles.Add(candidate);
                    return (ArticlePaths.Of(import._community, slug) + SourcePath.Anchor(SourcePath.FragmentOf(target)), slug);
                }
                if (!ImportNames.IsMarkdown(candidate) && import._fileOf(candidate, false) is { } file)
                    return (Use(file), file.Sha256);
            }
            _notes.Add(ImportNote.Warning(ImportTexts.LinkMissing, Short(target)));
            return (null, "missing");
        }

        private (string?, string) AnswerImage(string target)
        {
            if (!SourceReferences.IsOfSource(target))
            {
                if (import._remoteOf(target) is { } remote)
                {
                    Fetched[target] = remote.Sha256;
                    return (Use(remote), remote.Sha256);
                }
                if (!target.StartsWith("/c/", StringComparison.Ordinal))
                    _notes.Add(ImportNote.Warning(ImportTexts.PictureRemote, Short(target)));
                return (target, "");
            }
            var candidates = SourcePath.Candidates(path, target).Where(c => !ImportNames.IsMarkdown(c)).ToList();
            foreach (var candidate in candidates)
                if (import._fileOf(candidate, true) is { IsPicture: true } file)
                    return (Use(file), file.Sha256);
            _notes.Add(ImportNote.Warning(candidates.Exists(c => import._exists(c)) ? ImportTexts.PictureRefused
                : ImportTexts.PictureMissing, Short(target)));
            return (null, "missing");
        }

        private string Use(ReferencedFile file)
        {
            _files.Add(file.Path);
            return file.Address;
        }

        private static string Short(string target)
        {
            var plain = Uri.UnescapeDataString(target);
            return plain.Length <= 120 ? plain : plain.CutTo(119) + "…";
        }
    }
}
