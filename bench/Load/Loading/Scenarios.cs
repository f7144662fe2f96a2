using Guildhall.Load.Filling;

namespace Guildhall.Load.Loading;

/// <summary>What is asked of Guildhall.</summary>
internal static class Scenarios
{
    public const string Memory = "bare Kestrel, the article page's bytes from memory", Rows = "bare Kestrel, the article's rows by raw SQL";

    public const string VisitorArticle = "article, visitor, page cache", VisitorMiss = "article, visitor, not cached",
        MemberArticle = "article, member, paid", MemberCompressed = "article, member, paid, brotli";

    private const string Home = $"/c/{NewCommunity.Slug}", Article = $"{Home}/articles/", Search = $"{Home}/search?q=";

    /// <param name="cookie">Session of the member who holds the paid tier.</param>
    public static IEnumerable<Subject> Of(Library library, string cookie)
    {
        var visitor = Requests.Headers(library.Guildhall.Port);
        var member = Requests.Headers(library.Guildhall.Port, cookie);
        var open = library.OpenSlugs.Select(s => Article + s).ToList();
        var paid = library.MemberSlugs.Select(s => Article + s).ToList();
        var chinese = Words.ChineseQueries.Select(q => Search + Uri.EscapeDataString(q)).ToList();
        var names = Words.NameQueries.Select(q => Search + q).ToList();

        yield return Make(VisitorArticle, new Requests([open[open.Count / 2]], visitor), "</html>");
        yield return Make(VisitorMiss, new Requests(open, visitor, fresh: true), "</html>");
        yield return Make(MemberArticle, new Requests(paid, member), "/reads\"");
        // Compressed, nothing in it can be read here.
        yield return Make(MemberCompressed, new Requests(paid, Requests.Headers(library.Guildhall.Port, cookie, "br")), "Content-Encoding: br");
        yield return Make("home, visitor, page cache", new Requests([Home], visitor), Article);
        yield return Make("home, member", new Requests([Home], member), Article);
        yield return Make("search, Chinese word, visitor, not cached", new Requests(chinese, visitor, fresh: true), "<mark>");
        yield return Make("search, Chinese word, member", new Requests(chinese, member), "<mark>");
        yield return Make("search, name from code, visitor, not cached", new Requests(names, visitor, fresh: true), "<mark>");
        yield return Make("search, name from code, member", new Requests(names, member), "<mark>");

        Subject Make(string scenario, Requests requests, string marker) =>
            new(scenario, library.Articles, library.Guildhall.Port, library.Guildhall.ProcessId, requests, marker);
    }
}
