using System.Text.RegularExpressions;

namespace Guildhall.Content.Import;

/// <summary>
/// By what sites that texts come from say that a text is not for everyone, or not yet. Any of these signs makes the article a draft.
/// The names are those of Hexo with its themes and encrypting plugins, Hugo, Zola, Jekyll, Eleventy, Pelican, WordPress, Typecho, Halo,
/// Ghost, VuePress, Obsidian and Logseq. What a sign says is read against the text: a value that nobody understands closes.
/// </summary>
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
        [Rule.State] = "status state poststatus publishstatus publicationstatus stage workflow permission permissions accesslevel audience 状态",
        [Rule.Kind] = "type posttype kind layout",
        [Rule.Hide] = "hide",
        [Rule.Tag] = "tags tag categories category labels 标签 分类",
        [Rule.NoIndex] = "robots metarobots googlebot",
    }.SelectMany(rule => Words(rule.Value).Select(name => KeyValuePair.Create(name, rule.Key))).ToDictionary(StringComparer.Ordinal);

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

    private static readonly HashSet<string> Yeses = Words("true yes on y t 1 是"), Noes = Words("false no off n f 0 none null ~ never link local 否 不 无");

    private static readonly HashSet<string> States = Words("""
        draft drafts private privat pending future scheduled trash trashed deleted hidden unlisted unpublished inherit protected password
        encrypted secret confidential internal wip todo review members member paid premium subscribers subscriber restricted disabled
        inactive rejected embargo embargoed locked invisible offline inprogress workinprogress notpublished autodraft
        草稿 私密 私有 待审 待审核 审核中 未发布 未完成 隐藏 加密 定时 定时发布 回收站 付费 会员 会员可见
        """);

    // A review or a page of members is a kind of page too.
    private static readonly HashSet<string> Kinds = Words("draft drafts private hidden unlisted encrypted encrypt password protected secret 草稿 私密 加密");

    private static readonly HashSet<string> Everyone = Words("""
        public open everyone everybody all anyone anybody world visible published publish default true yes on y 1 公开 所有人 全部 可见 是
        """);

    private static readonly HashSet<string> Pages = Words("true yes on y 1 all page post index list lists home article self 是");

    private static readonly HashSet<string> Tags = Words("draft drafts private unlisted 草稿 私密");

    /// <summary>Names of settings, as <see cref="HeadNames.Plain"/> makes them.</summary>
    public static IReadOnlySet<string> Names { get; } = Rules.Keys.ToHashSet(StringComparer.Ordinal);

    /// <summary>The signs of a text, each told once, with its line.</summary>
    /// <param name="path">Within the folder, with the folder's own name before it.</param>
    public static IReadOnlyList<ImportNote> Of(string path, FrontMatter front, string body) =>
    [
        .. OfPath(path), .. OfBody(front, body),
        .. front.All.Where(v => Closes(v.Path, v.Value)).Select(v => Note(v.Path, v.Value)).DistinctBy(n => (n.Args[0], n.Args[1])),
    ];

    /// <param name="path">Of a setting, e.g. <c>params.private</c>.</param>
    public static bool Closes(string path, FrontValue value)
    {
        if (RuleOf(path) is not { } rule)
            return HeadNames.Plain(path).StartsWith("head.", StringComparison.Ordinal) && IsNoIndex(value.Text);
        var word = value.Text.ToLowerInvariant();
        if (!value.IsText)
            return rule is Rule.Yes or Rule.NotYes or Rule.Set or Rule.NotEveryone;
        if (word is "" or "null" or "~")
            return false;
        return rule switch
        {
            Rule.Yes => !Noes.Contains(word),
            Rule.NotYes => !Yeses.Contains(word) && !DateForms.TryRead(word, TimeZoneInfo.Utc, out _),
            Rule.No => Noes.Contains(word),
            Rule.Set => word != "false",
            Rule.NotEveryone => !Everyone.Contains(word),
            Rule.State => States.Contains(HeadNames.Plain(word)) || word.Split(NoLetters(word)).Any(States.Contains),
            Rule.Kind => Kinds.Contains(HeadNames.Plain(word)),
            Rule.Hide => Pages.Contains(word),
            Rule.Tag => word.Split(char.IsAsciiDigit(path[^1]) ? [',', '，', ';'] : [',', '，', ';', ' ']).Any(t => Tags.Contains(t.Trim('#', ' '))),
            Rule.NoIndex => IsNoIndex(word),
            _ => true,
        };
    }

    public static bool IsNo(string text) => Noes.Contains(text.ToLowerInvariant());

    private static bool IsNoIndex(string text) => text.Contains("noindex", StringComparison.OrdinalIgnoreCase);

    /// <summary>By the whole path, or by its last name where it stands in a list or in a group of settings.</summary>
    private static Rule? RuleOf(string path)
    {
        var names = HeadNames.Plain(path).Split('.').Where(n => !n.All(char.IsAsciiDigit)).ToList();
        if (names.Count == 0)
            return null;
        if (Rules.TryGetValue(string.Concat(names), out var whole))
            return whole;
        return names[..^1].TrueForAll(Groups.Contains) && Rules.TryGetValue(names[^1], out var last) ? last : null;
    }

    private static ImportNote Note(string path, FrontValue value) => ImportNote.Warning(
        ImportTexts.Closed, value.LineText, RuleOf(path) == Rule.Set || value.Text.Length == 0 ? path : $"{path}: {value.Short}");

    private static IEnumerable<ImportNote> OfPath(string path)
    {
        var names = path.Split('/');
        var file = names[^1].Split('.');
        // Hugo's own sections have a dash below before them; what else begins so is left out of sites by Hexo and Jekyll.
        var isClosed = (file[0].StartsWith('_') && file[0] != "_index") || (file.Length > 2 && Endings.Contains(file[^2].ToLowerInvariant()));
        var sign = names[..^1].FirstOrDefault(n => Folders.Contains(n.ToLowerInvariant())) ?? (isClosed ? names[^1] : null);
        return sign is null ? [] : [ImportNote.Warning(ImportTexts.ClosedName, sign)];
    }

    private static IEnumerable<ImportNote> OfBody(FrontMatter front, string body)
    {
        var match = Shortcode().Match(body);
        if (!match.Success)
            return [];
        var line = front.Lines + body.AsSpan(0, match.Index).Count('\n') + 1;
        return [ImportNote.Warning(ImportTexts.ClosedPart, line.ToString(System.Globalization.CultureInfo.InvariantCulture), match.Groups[1].Value)];
    }

    private static char[] NoLetters(string word) => [.. word.Where(c => !char.IsLetter(c)).Distinct()];

    private static HashSet<string> Words(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    /// <summary>Parts behind a password: hugo-encryptor and its kin, tags of Hexo's themes.</summary>
    [GeneratedRegex(@"(?:\{\{[<%]|\{%)\s*((?:hugo-)?(?:encrypt\w*|password\w*|private|secret|protected))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Shortcode();
}
