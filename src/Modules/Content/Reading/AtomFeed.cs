using System.Globalization;
using System.Text;
using System.Xml;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// The newest articles as an Atom feed (RFC 4287), of a community or of one column. It is the same for everyone: of what is not
/// open to everyone it holds the free part. Traps: relative links need xml:base; ids must never change, so they carry the number and not
/// the address; XML has no place for most control characters.
/// </summary>
internal static class AtomFeed
{
    private const int Entries = 20;
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/{community}/feed.atom", (AppDb db, PublicAddress site, CommunityScope scope, HttpContext http) => WriteAsync(db, site, scope.Required, null, http))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/c/{community}/s/{space}/feed.atom",
            (string space, AppDb db, PublicAddress site, CommunityScope scope, HttpContext http) => WriteAsync(db, site, scope.Required, scope.Required.Space(space) ?? throw Refused.NotFound(), http))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> WriteAsync(AppDb db, PublicAddress site, CommunityInfo community, SpaceInfo? space, HttpContext http)
    {
        var articles = await NewestAsync(db, community.Id, space?.Id, http.RequestAborted);
        var feed = new MemoryStream();
        using (var xml = XmlWriter.Create(feed, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
            Write(xml, site, community, space, articles);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(community.Id), space is null ? VisitorPages.ListsTag(community.Id) : VisitorPages.SpaceTag(space.Id));
        return TypedResults.Bytes(feed.ToArray(), "application/atom+xml; charset=utf-8");
    }

    private static async Task<List<FeedArticle>> NewestAsync(AppDb db, long communityId, long? spaceId, CancellationToken cancel)
    {
        var articles = db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == communityId).Where(Publication.IsPublic);
        if (spaceId is { } space)
            articles = articles.Where(a => a.SpaceId == space);
        return await articles.OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(Entries)
            .Join(db.Members, a => a.AuthorId, m => m.Id, (a, m) => new FeedArticle(
                a.Id, a.Slug, a.Title, a.Language, m.Name, a.PublishedAt!.Value, a.RevisedAt, a.SpaceId, a.Access, a.TierId, a.Excerpt, a.FullExcerpt, a.PreviewHtml, a.FullHtml))
            .ToListAsync(cancel);
    }

    private static void Write(XmlWriter xml, PublicAddress site, CommunityInfo community, SpaceInfo? space, List<FeedArticle> articles)
    {
        var home = space is null ? $"/c/{community.Slug}" : ArticlePaths.Space(community.Slug, space.Slug);
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "base", null, site.Of("/"));
        Element(xml, "id", site.Of(home + "/feed.atom"));
        Element(xml, "title", space is null ? community.Name : $"{space.Name} · {community.Name}");
        Link(xml, "self", site.Of(home + "/feed.atom"));
        Link(xml, "alternate", site.Of(home));
        Element(xml, "updated", Instant(articles.Count == 0 ? DateTime.UnixEpoch : articles.Max(a => Shown(community, a).Updated)));
        foreach (var article in articles)
            WriteEntry(xml, site, community, article);
        xml.WriteEndElement();
    }

    private static void WriteEntry(XmlWriter xml, PublicAddress site, CommunityInfo community, FeedArticle article)
    {
        var address = site.Of(ArticlePaths.Of(community.Slug, article.Slug));
        var (isFree, updated) = Shown(community, article);
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", $"tag:{new Uri(site.Of("/")).Host},2026:article/{article.Id.ToString(CultureInfo.InvariantCulture)}");
        Element(xml, "title", article.Title);
        Link(xml, "alternate", address);
        Element(xml, "published", Instant(article.PublishedAt));
        Element(xml, "updated", Instant(updated));
        xml.WriteStartElement("author", Atom);
        Element(xml, "name", article.Author);
        xml.WriteEndElement();
        if (ArticleGate.ExcerptFor(isFree, article.Excerpt, article.FullExcerpt) is { Length: > 0 } summary)
            Element(xml, "summary", summary);
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "html");
        xml.WriteAttributeString("xml", "lang", null, article.Language == "zh" ? "zh-CN" : "en");
        xml.WriteString(Clean(isFree ? article.FullHtml : article.PreviewHtml));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Whether everyone may read the whole; if not, not even when it changed is told.</summary>
    private static (bool IsFree, DateTime Updated) Shown(CommunityInfo community, FeedArticle article)
    {
        var isFree = ArticleGate.RequirementOf(article.Access, article.TierId, community.Space(article.SpaceId)) is Requirement.Open;
        return (isFree, isFree && article.RevisedAt > article.PublishedAt ? article.RevisedAt : article.PublishedAt);
    }

    private static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, Clean(text));

    private static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static string Instant(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (!XmlConvert.IsXmlChar(text[i]) && !char.IsSurrogate(text[i]))
                return new string([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
        return text;
    }

    private sealed record FeedArticle(
        long Id, string Slug, string Title, string Language, string Author, DateTime PublishedAt, DateTime RevisedAt, long SpaceId, ArticleAccess Access, long? TierId,
        string Excerpt, string FullExcerpt, string PreviewHtml, string FullHtml);
}
