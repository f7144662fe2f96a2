using System.Globalization;
using System.Text;
using System.Xml;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Content.Reading;

/// <summary>
/// What search engines may fetch: robots.txt (RFC 9309) and sitemaps (sitemaps.org/protocol.html). A sitemap holds at most 50,000
/// addresses, so the index names one for each block of article numbers.
/// </summary>
internal static class SiteMap
{
    private const long BlockSize = 20_000;
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/robots.txt", Robots).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/sitemap.xml", IndexAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/c/{community}/sitemap-things.xml", ThingsAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/c/{community}/sitemap-{block:int}.xml", BlockAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Robots(PublicAddress site) => TypedResults.Text(
        $"User-agent: *\nDisallow: /account\nDisallow: /api/\nDisallow: /c/*/manage\nDisallow: /c/*/checkout\nDisallow: /c/*/search\nSitemap: {site.Of("/sitemap.xml")}\n",
        "text/plain", Encoding.UTF8);

    private static async Task<IResult> IndexAsync(AppDb db, ICommunities communities, PublicAddress site, CancellationToken cancel)
    {
        // Of the whole installation, so the filter by community is off.
        var blocks = await db.Set<Article>().IgnoreQueryFilters().AsNoTracking().Where(Publication.IsPublic)
            .GroupBy(a => new { a.CommunityId, Block = a.Id / BlockSize }).Select(g => new { g.Key.CommunityId, g.Key.Block })
            .ToListAsync(cancel);
        var all = await communities.ListAsync(cancel);
        return Xml("sitemapindex", xml =>
        {
            foreach (var community in all)
            {
                foreach (var block in blocks.Where(b => b.CommunityId == community.Id).Select(b => b.Block).Append(0).Distinct().Order())
                    Entry(xml, "sitemap", site.Of($"/c/{community.Slug}/sitemap-{block.ToString(CultureInfo.InvariantCulture)}.xml"), null);
                Entry(xml, "sitemap", site.Of($"/c/{community.Slug}/sitemap-things.xml"), null);
            }
        });
    }

    private static async Task<IResult> BlockAsync(
        int block, AppDb db, PublicAddress site, SpaceKinds kinds, CommunityScope scope, HttpContext http)
    {
        var community = scope.Required;
        var (from, to) = (block * BlockSize, (block + 1) * BlockSize);
        var articles = await db.Set<Article>().AsNoTracking()
            .Where(a => a.Id >= from && a.Id < to).Where(Publication.IsPublic)
            .OrderBy(a => a.Id).Select(a => new { a.Slug, a.PublishedAt }).ToListAsync(http.RequestAborted);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(community.Id), VisitorPages.ListsTag(community.Id));
        return Xml("urlset", xml =>
        {
            if (block == 0)
            {
                Entry(xml, "url", site.Of($"/c/{community.Slug}"), null);
                foreach (var page in community.OwnPages.Select(EnumWords.Of).Prepend("tiers").Prepend("rules"))
                    Entry(xml, "url", site.Of($"/c/{community.Slug}/{page}"), null);
                foreach (var space in community.OpenSpaces.Where(s => kinds.Find(s.Kind) is not null))
                    Entry(xml, "url", site.Of(ArticlePaths.Space(community.Slug, space.Slug)), null);
            }
            foreach (var article in articles)
                Entry(xml, "url", site.Of(ArticlePaths.Of(community.Slug, article.Slug)), article.PublishedAt);
        });
    }

    /// <summary>
    /// What other modules have published, of each kind the newest, as many as a sitemap holds; and members who agree to be listed.
    /// </summary>
    private static async Task<IResult> ThingsAsync(
        IThings things, IShownMembers members, PublicAddress site, CommunityScope scope, HttpContext http)
    {
        var community = scope.Required;
        var found = await things.NewestAsync(community.Id, ArticleGate.Kind, (int)BlockSize, Viewer.Visitor, http.RequestAborted);
        var talk = await things.NewestTalkAsync(community.Id, null, (int)BlockSize, http.RequestAborted);
        var people = await members.PagesAsync((int)BlockSize, http.RequestAborted);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(community.Id), VisitorPages.ListsTag(community.Id));
        return Xml("urlset", xml =>
        {
            foreach (var thing in found.Where(t => t.IsPublic).Concat(talk))
                Entry(xml, "url", site.Of(thing.Path!), thing.At);
            foreach (var path in people)
                Entry(xml, "url", site.Of(path), null);
        });
    }

    private static IResult Xml(string root, Action<XmlWriter> write)
    {
        var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement(root, Namespace);
            write(xml);
            xml.WriteEndElement();
        }
        return TypedResults.Bytes(bytes.ToArray(), "application/xml; charset=utf-8");
    }

    private static void Entry(XmlWriter xml, string name, string address, DateTime? changed)
    {
        xml.WriteStartElement(name, Namespace);
        xml.WriteElementString("loc", Namespace, address);
        if (changed is { } at)
            xml.WriteElementString("lastmod", Namespace, at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }
}
