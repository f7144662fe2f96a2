using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Guildhall.Content.Articles;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Content.Reading;

/// <summary>
/// The newest articles as an Atom feed (RFC 4287), of a community or of one column, and the newest topics of a space where members talk.
/// It is the same for everyone: of what is not open to everyone it holds the free part. Traps: readers resolve no relative link and no
/// fragment, so all are absolute; ids must never change, so they are made from numbers and times and not from the address; XML has no
/// place for most control characters.
/// </summary>
internal static partial class AtomFeed
{
    private const int Entries = 20;
    private const string Atom = "http://www.w3.org/2005/Atom";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/c/{community}/feed.atom",
            (AppDb db, IThings things, PublicAddress site, CommunityScope scope, HttpContext http) =>
                WriteAsync(db, things, site, scope.Required, null, http))
            .AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/c/{community}/s/{space}/feed.atom",
            (string space, AppDb db, IThings things, PublicAddress site, CommunityScope scope, HttpContext http) =>
                WriteAsync(db, things, site, scope.Required, scope.Required.Space(space) ?? throw Refused.NotFound(), http))
            .AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> WriteAsync(
        AppDb db, IThings things, PublicAddress site, CommunityInfo community, SpaceInfo? space, HttpContext http)
    {
        var articles = await NewestAsync(db, community.Id, space?.Id, http.RequestAborted);
        // What other modules publish stands between the articles, as far as it is not older than all of them.
        IReadOnlyList<KnownThing> others = space is not null
            ? [.. (await things.NewestTalkAsync(community.Id, space.Id, Entries, http.RequestAborted)).Where(t => t.At is not null)]
            : [.. (await things.NewestAsync(
            community.Id, ArticleGate.Kind, Entries, Viewer.Visitor, http.RequestAborted))
            .Where(t => t is { IsPublic: true, At: not null })];
        // By when its first member came, an installation is known wherever it moves.
        var born = await db.Members.AsNoTracking().OrderBy(m => m.Id).Select(m => m.CreatedAt).FirstOrDefaultAsync(http.RequestAborted);
        var feed = new MemoryStream();
        using (var xml = XmlWriter.Create(feed, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true }))
            Write(xml, site, community, space, articles, others, born);
        if (VisitorPages.IsVisitor(http.Request))
            VisitorPages.Cacheable(http, VisitorPages.CommunityTag(community.Id),
                space is null ? VisitorPages.ListsTag(community.Id) : VisitorPages.SpaceTag(space.Id));
        var bytes = feed.ToArray();
        // Answers 304 to who has it already.
        return TypedResults.Bytes(bytes, "application/atom+xml; charset=utf-8", lastModified: Changed(community, articles, others),
            entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}\""));
    }

    private static async Task<List<FeedArticle>> NewestAsync(AppDb db, long communityId, long? spaceId, CancellationToken cancel)
    {
        var articles = db.Set<Article>().AsNoTracking().Where(a => a.CommunityId == communityId).Where(Publication.IsPublic);
        if (spaceId is { } space)
            articles = articles.Where(a => a.SpaceId == space);
        return await articles.OrderByDescending(a => a.PublishedAt).ThenByDescending(a => a.Id).Take(Entries)
            .Join(db.Members, a => a.AuthorId, m => m.Id, (a, m) => new FeedArticle(
                a.Id, a.Slug, a.Title, a.Language, m.Name, a.PublishedAt!.Value, a.RevisedAt, a.SpaceId, a.Access, a.TierId, a.Excerpt,
                a.FullExcerpt, a.PreviewHtml, a.FullHtml))
            .ToListAsync(cancel);
    }

    private static void Write(XmlWriter xml, PublicAddress site, CommunityInfo community, SpaceInfo? space, List<FeedArticle> articles,
        IReadOnlyList<KnownThing> others, DateTime born)
    {
        var home = space is null ? $"/c/{community.Slug}" : ArticlePaths.Space(community.Slug, space.Slug);
        xml.WriteStartElement("feed", Atom);
        xml.WriteAttributeString("xml", "lang", null, community.LanguageTag);
        Element(xml, "id", space is null ? Id(born, "community", community.Id) : Id(born, "space", space.Id));
        Element(xml, "title", space is null ? community.Name : $"{space.Name} · {community.Name}");
        Link(xml, "self", site.Of(home + "/feed.atom"));
        Link(xml, "alternate", site.Of(home));
        Element(xml, "updated", Instant(Changed(community, articles, others)));
        var entries = articles.Select(a => (At: a.PublishedAt, Write: (Action)(() => WriteEntry(xml, site, community, a, born))))
            .Concat(others.Select(t => (At: t.At!.Value, Write: (Action)(() => WriteThing(xml, site, t, born)))));
        foreach (var entry in entries.OrderByDescending(e => e.At).Take(Entries))
            entry.Write();
        xml.WriteEndElement();
    }

    private static void WriteEntry(XmlWriter xml, PublicAddress site, CommunityInfo community, FeedArticle article, DateTime born)
    {
        var address = site.Of(ArticlePaths.Of(community.Slug, article.Slug));
        var (isFree, updated) = Shown(community, article);
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", Id(born, "article", article.Id));
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
        var html = isFree ? article.FullHtml : article.PreviewHtml;
        xml.WriteAttributeString("xml", "lang", null, ChineseScript.Tag(article.Language, html));
        xml.WriteString(Clean(Absolute(html, site, address)));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>Something of another module: its title and what everyone may read of it.</summary>
    private static void WriteThing(XmlWriter xml, PublicAddress site, KnownThing thing, DateTime born)
    {
        xml.WriteStartElement("entry", Atom);
        Element(xml, "id", Id(born, thing.Thing.Kind, thing.Thing.Id));
        Element(xml, "title", thing.Title);
        Link(xml, "alternate", site.Of(thing.Path!));
        Element(xml, "published", Instant(thing.At!.Value));
        Element(xml, "updated", Instant(thing.At.Value));
        if (thing.Author is { } author)
        {
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", author);
            xml.WriteEndElement();
        }
        Element(xml, "summary", thing.Excerpt);
        xml.WriteEndElement();
    }

    private static DateTime Changed(CommunityInfo community, List<FeedArticle> articles, IReadOnlyList<KnownThing> others) =>
        articles.Select(a => Shown(community, a).Updated).Concat(others.Select(t => t.At!.Value)).DefaultIfEmpty(DateTime.UnixEpoch).Max();

    /// <summary>A name of its own for each thing of each installation (RFC 9562, 5.8), the same under every host.</summary>
    private static string Id(DateTime born, string kind, long id)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"guildhall {born.Ticks} {kind} {id}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16];
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0F | 0x80), (byte)(bytes[8] & 0x3F | 0x80));
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }

    /// <summary>Sanitised HTML has every attribute in quotes, and no quotes in its words.</summary>
    private static string Absolute(string html, PublicAddress site, string article) => Target().Replace(html, match =>
    {
        var (attribute, target) = (match.Groups[1].Value, match.Groups[2].Value);
        var absolute = target switch
        {
            ['#', ..] => article + target,
            ['/', ..] => site.Of(target),
            _ when target.Contains(':') => target,
            _ when Uri.TryCreate(new Uri(article), WebUtility.HtmlDecode(target), out var found) =>
                WebUtility.HtmlEncode(found.AbsoluteUri),
            _ => target,
        };
        return $" {attribute}=\"{absolute}\"";
    });

    [GeneratedRegex(" (href|src)=\"([^\"]*)\"")]
    private static partial Regex Target();

    /// <summary>Whether everyone may read the whole; if not, not even when it changed is told.</summary>
    private static (bool IsFree, DateTime Updated) Shown(CommunityInfo community, FeedArticle article)
    {
        var isFree = ArticleGate.IsOpen(article.Access, article.TierId, community.Space(article.SpaceId));
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
        long Id, string Slug, string Title, string Language, string Author, DateTime PublishedAt, DateTime RevisedAt, long SpaceId,
        ArticleAccess Access, long? TierId,
        string Excerpt, string FullExcerpt, string PreviewHtml, string FullHtml);
}
