using System.Globalization;
using System.Text;
using Guildhall.Content.Articles;
using Guildhall.Content.Search;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// An article as Markdown, for programs that read: <c>/c/x/articles/y.md</c>. Who may not read the whole gets the free part with 402 and
/// where to open it, never a word more.
/// </summary>
internal static class MarkdownCopy
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/c/{community}/articles/{slug}.md", WriteAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> WriteAsync(
        string slug, ReadArticle read, WholeMarkdown whole, AppDb db, PublicAddress site, CommunityScope scope, CurrentMember member,
        HttpContext http)
    {
        var community = scope.Required;
        var article = await read.RunAsync(community, slug, member.Viewer, http.RequestAborted) ?? throw Refused.NotFound();
        var address = site.Of(ArticlePaths.Of(community.Slug, article.Slug));
        var text = Head(article, address);
        if (article.IsWhole)
            text.Append(await whole.ReadAsync(article.Id, http.RequestAborted));
        else
        {
            text.Append(await db.Set<SearchText>().AsNoTracking()
                .Where(t => t.Kind == ArticleGate.Kind && t.ThingId == article.Id).Select(t => t.Preview).SingleAsync(http.RequestAborted));
            text.Append("\n\n---\n\n");
            foreach (var heading in article.Ahead)
                text.Append("- ").Append(heading.Text).Append('\n');
            if (article.Ahead.Count > 0)
                text.Append('\n');
            text.Append("The rest is for members: ").Append(site.Of($"/c/{community.Slug}/tiers")).Append('\n');
        }

        if (!article.IsFree)
            http.Response.Headers.CacheControl = "private, no-store";
        else if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, article.TagsIn(community));
        return TypedResults.Text(text.ToString(), "text/markdown", Encoding.UTF8,
            article.IsWhole ? StatusCodes.Status200OK : StatusCodes.Status402PaymentRequired);
    }

    private static StringBuilder Head(ArticleView article, string address)
    {
        var head = new StringBuilder("---\n");
        head.Append("title: ").Append(Quote(article.Title)).Append('\n');
        head.Append("author: ").Append(Quote(article.Author)).Append('\n');
        if (article.PublishedAt is { } published)
            head.Append("date: ").Append(published.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)).Append('\n');
        head.Append("lang: ").Append(article.Language).Append('\n');
        head.Append("url: ").Append(Quote(address)).Append('\n');
        head.Append("access: ").Append(article.IsFree ? "open" : article.IsWhole ? "member" : "preview").Append('\n');
        return head.Append("---\n\n# ").Append(article.Title).Append("\n\n");
    }

    /// <summary>A double-quoted scalar of YAML 1.2 (7.3.1); titles hold no control characters.</summary>
    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
