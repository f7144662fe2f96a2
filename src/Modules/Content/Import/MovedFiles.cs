using System.Security.Cryptography;
using System.Text;
using Guildhall.Content.Articles;

namespace Guildhall.Content.Import;

/// <summary>
/// What became of the files of an earlier import: a text that is word for word at another path was moved and is the same article; of one
/// that is nowhere the article stays, and the report says so.
/// </summary>
internal sealed class MovedFiles(ImportGround ground)
{
    private readonly Dictionary<string, string> _former = new(StringComparer.Ordinal);
    private readonly HashSet<string> _claimed = new(StringComparer.Ordinal);

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Looks whether a file that nobody knows was known at another path.</summary>
    public void Look(MarkdownFile text)
    {
        if (ground.Gone.Count > 0 && !ground.Articles.ContainsKey(text.Path) && ground.Gone.TryGetValue(HashOf(text.Body), out var former)
            && _claimed.Add(former))
            _former[text.Path] = former;
    }

    /// <returns>The path at which an earlier import found this text; <c>null</c> where it was not moved.</returns>
    public string? FormerOf(string path) => _former.GetValueOrDefault(path);

    /// <returns>The article that an earlier import made of this file.</returns>
    public KnownArticle? KnownOf(string path) => ground.Articles.GetValueOrDefault(FormerOf(path) ?? path);

    public IEnumerable<PlannedRow> Gone(IImportFolder folder) => ground.Articles.Values
        .Where(a => a.IsPublic && !_claimed.Contains(a.Key) && folder.Find(a.Key) is null).OrderBy(a => a.Key, StringComparer.Ordinal)
        .Select(a => new PlannedRow(ImportKind.Article, ImportAction.Skip, a.Key, a.Title, a.Slug,
            ground.Community.Space(a.SpaceId)?.Slug ?? "", ImportItem.GoneHash, [ImportNote.Warning(ImportTexts.Gone)]));
}
