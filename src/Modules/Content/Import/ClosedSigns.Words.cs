namespace Guildhall.Content.Import;

/// <summary>The names and words of the signs. Names are written as <see cref="HeadNames.Plain"/> makes them.</summary>
internal static partial class ClosedSigns
{
    /// <summary>How a setting closes.</summary>
    internal enum Rule
    {
        /// <summary>By anything but no.</summary>
        Yes,

        /// <summary>By anything but yes; a date says yes.</summary>
        NotYes,

        /// <summary>By a clear no only, since the name means other things too.</summary>
        No,

        /// <summary>By holding anything: a password.</summary>
        Set,

        /// <summary>By anything but a word for everyone.</summary>
        NotEveryone,

        /// <summary>By a word of a closed state, among others.</summary>
        State,

        /// <summary>By being a word of a closed state: what else it may be is no state.</summary>
        Kind,

        /// <summary>By a word for the whole page; MkDocs hides parts of pages by the same name.</summary>
        Hide,

        /// <summary>By a tag that says nothing but this.</summary>
        Tag,

        /// <summary>By "noindex".</summary>
        NoIndex,
    }

    internal static readonly IReadOnlyDictionary<string, Rule> Rules = new Dictionary<Rule, string>
    {
        [Rule.Yes] = """
            draft isdraft private isprivate hidden ishidden unlisted isunlisted unpublished isunpublished invisible secret confidential
            internal restricted locked protected isprotected passwordprotected encrypt encrypted isencrypted encryption headless wip trash
            trashed deleted isdeleted disabled scheduled noindex robotsnoindex searchhidden hideinlist hidefromlist hidefromindex hidepost
            hiddenfromhomepage hiddenfromsearch hiddenfromfeed hiddeninlist hiddeninhomelist excludefromcollections
            eleventyexcludefromcollections sitemapdisable sitemapexclude premium ispremium paid ispaid paidonly membersonly memberonly
            subscribersonly subscriberonly viponly loginrequired requireslogin requirelogin authrequired requiresauth paywall paywalled
            草稿 私密 私有 隐藏 加密
            """,
        [Rule.NotYes] = "published ispublished publish public ispublic listed islisted dgpublish 公开 发布 已发布",
        [Rule.No] = "render list show display enabled searchable indexing sitemap permalink buildlist buildrender showinlist",
        [Rule.Set] = "password passwd pwd passcode passphrase dgpassphrase encryptpassword encryptedcontent 密码 口令 访问密码",
        [Rule.NotEveryone] = "visibility visible isvisible privacy 可见性",
        [Rule.State] = """
            status state poststatus publishstatus publicationstatus stage workflow permission permissions accesslevel audience 状态
            """,
        [Rule.Kind] = "type posttype kind layout",
        [Rule.Hide] = "hide",
        [Rule.Tag] = "tags tag categories category labels 标签 分类",
        [Rule.NoIndex] = "robots metarobots googlebot",
    }.SelectMany(rule => Words(rule.Value).Select(name => KeyValuePair.Create(name, rule.Key))).ToDictionary(StringComparer.Ordinal);

    public static IReadOnlySet<string> Names { get; } = Rules.Keys.ToHashSet(StringComparer.Ordinal);

    internal static readonly IReadOnlySet<string> Folders = Words("""
        _drafts drafts _draft draft _private private _hidden hidden _unpublished unpublished _unlisted unlisted _trash trash
        草稿 草稿箱 私密 私人 未发布 回收站
        """);

    private static readonly HashSet<string> Endings = Words("draft private hidden unlisted");

    // Under these names sites gather settings; under others, such as "cover", "hidden" is not about the page.
    private static readonly HashSet<string> Groups = Words("""
        params extra meta metadata data custom page post article config options settings attributes properties publish publication
        publishing encrypt encryption protect protection security seo build sitemap cascade frontmatter wp wordpress ghost
        """);

    private static readonly HashSet<string> Yeses = Words("true yes on y t 1 是"), Noes = Words("false no off n f 0 none null ~ never 否 不 无");

    // Hugo's settings of its build have these as well.
    private static readonly HashSet<string> Limits = Words("link local");

    private static readonly HashSet<string> States = Words("""
        draft drafts private privat pending future scheduled trash trashed deleted hidden unlisted unpublished inherit protected password
        encrypted secret confidential internal wip todo review members member paid premium subscribers subscriber restricted disabled
        inactive rejected embargo embargoed locked invisible offline inprogress workinprogress notpublished autodraft
        草稿 私密 私有 待审 待审核 审核中 未发布 未完成 隐藏 加密 定时 定时发布 回收站 付费 会员 会员可见
        """);

    // A review or a page of members is a kind of page too.
    private static readonly HashSet<string> Kinds =
        Words("draft drafts private hidden unlisted encrypted encrypt password protected secret 草稿 私密 加密");

    private static readonly HashSet<string> Everyone = Words("""
        public open everyone everybody all anyone anybody world visible published publish default true yes on y 1 公开 所有人 全部 可见 是
        """);

    private static readonly HashSet<string> Pages = Words("true yes on y 1 all page post index list lists home article self 是");

    private static readonly HashSet<string> Tags = Words("draft drafts private unlisted 草稿 私密");

    private static HashSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
