using System.Collections.Concurrent;
using System.Reflection;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Communities.Opening;

/// <summary>What a kind of community begins with. All of it can be changed afterwards.</summary>
internal sealed record Blueprint(CommunityKind Kind, IReadOnlyList<PlannedSpace> Spaces, IReadOnlyList<PlannedTier> Tiers)
{
    /// <summary>The column of news; all others are read as books.</summary>
    public const string News = "announcements";

    // Room for tiers between these.
    private const int TierStep = 10;

    public const string Basic = "basic", Premium = "premium", Partner = "partner";

    // Above All, which is made of them: static fields are set from top to bottom.
    private static readonly Both BasicName = new("普通会员", "Member"), PremiumName = new("高级会员", "Premium"), PartnerName = new("合伙人", "Partner");

    private static readonly ConcurrentDictionary<string, string> RulesTexts = new();

    public static readonly IReadOnlyList<Blueprint> All = [Technical(), PaidKnowledge(), Shop()];

    public static Blueprint Of(CommunityKind kind) => All.Single(b => b.Kind == kind);

    /// <summary>The first rules, as Markdown.</summary>
    public string Rules(string language) => RulesTexts.GetOrAdd($"Rules/{Kind}.{language}.md", static name =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    public IReadOnlyList<NewTier> TiersIn(string language, string currency) =>
        [.. Tiers.Select((tier, rank) => new NewTier(
            tier.Slug, tier.Name.In(language), tier.Description.In(language), rank * TierStep,
            tier.Prices?.Month(currency), tier.Prices?.Year(currency), currency))];

    private static PlannedSpace Announcements(string about, string englishAbout) =>
        new(News, new("公告", "Announcements"), new(about, englishAbout), null);

    private static Blueprint Technical() => new(CommunityKind.Technical,
    [
        Announcements("版本、活动和社区里的新鲜事。", "Releases, events and what is new around here."),
        new("engineering", new("工程实践", "Engineering practice"), new("来自真实项目的做法、取舍和踩过的坑。", "How it was done in real projects, with the trade-offs and the mistakes."), null),
        new("deep-dives", new("源码与原理", "Deep dives"), new("读源码、看原理，把一个问题讲透。", "Source code and theory: one question taken to the bottom."), Premium),
        new("careers", new("面试与职业", "Careers"), new("面试题、简历、职业选择。", "Interviews, résumés and choices of a working life."), null),
        new("workshop", new("共建工坊", "Workshop"), new("和维护者一起做选题、评审和路线图。", "Where partners shape topics, reviews and the road map with the maintainers."), Partner),
    ],
    [
        new(Basic, BasicName, new("免费加入：公开文章全文，可以参与社区。", "Free: every open article, and a seat in the community."), null),
        new(Premium, PremiumName, new("解锁「源码与原理」等全部会员专栏。", "Opens the deep dives and every other members' column."), new(19, 199, 5, 50)),
        new(Partner, PartnerName, new("包含高级会员的一切，另可参与共建工坊：选题、评审、路线图。", "All of Premium, and the workshop: topics, reviews and the road map."), new(99, 999, 29, 290)),
    ]);

    private static Blueprint PaidKnowledge() => new(CommunityKind.PaidKnowledge,
    [
        Announcements("更新计划和重要通知。", "What is coming, and what you should know."),
        new("open-reading", new("公开阅读", "Open reading"), new("任何人都能读的文章：先看看我们怎么写。", "For everyone: see how we write before you join."), null),
        new("members-column", new("会员专栏", "Members' column"), new("成体系的连载，每周更新。", "Series with a beginning and an end, continued every week."), Premium),
        new("case-library", new("案例库", "Case library"), new("真实项目的复盘：背景、数据、决定和结果。", "Real projects looked back on: setting, figures, decisions, outcome."), Premium),
        new("partner-notes", new("合伙人内参", "Partner notes"), new("面向合伙人的行业观察、数据和未公开的思考。", "Observations and figures that are not published elsewhere."), Partner),
    ],
    [
        new(Basic, BasicName, new("免费加入：公开文章全文和会员文章的试读。", "Free: every open article and the beginnings of the others."), null),
        new(Premium, PremiumName, new("会员专栏和案例库全文，含往期全部内容。", "The members' column and the case library in full, back issues included."), new(29, 299, 9, 90)),
        new(Partner, PartnerName, new("包含高级会员的一切，另加合伙人内参。", "All of Premium, and the partner notes."), new(199, 1999, 49, 490)),
    ]);

    private static Blueprint Shop() => new(CommunityKind.Shop,
    [
        Announcements("新品、促销和发货通知。", "New products, offers and deliveries."),
        new("products", new("产品介绍", "Products"), new("每件产品解决什么问题、适合谁、不适合谁。", "What each product is for, whom it suits and whom it does not."), null),
        new("guides", new("使用指南", "Guides"), new("上手教程、最佳实践和常见问题。", "Getting started, good practice and frequent questions."), null),
        new("customer-library", new("客户资料库", "Customer library"), new("完整教程、模板和源码，随产品持续更新。", "Complete tutorials, templates and sources, kept up to date."), Premium),
        new("resellers", new("分销合作", "Resellers"), new("面向合伙人的素材、价格政策和结算说明。", "Material, price rules and settlement for partners who sell with us."), Partner),
    ],
    [
        new(Basic, BasicName, new("免费加入：产品介绍、使用指南和公告。", "Free: products, guides and announcements."), null),
        new(Premium, PremiumName, new("客户资料库全文：教程、模板、源码和后续更新。", "The whole customer library: tutorials, templates, sources and their updates."), new(15, 149, 4, 40)),
        new(Partner, PartnerName, new("包含高级会员的一切，另加分销素材和合作政策。", "All of Premium, and what you need to sell with us."), new(99, 999, 29, 290)),
    ]);
}

/// <param name="TierSlug">The tier that reads it; <c>null</c> for an open space.</param>
internal sealed record PlannedSpace(string Slug, Both Name, Both Description, string? TierSlug);

internal sealed record PlannedTier(string Slug, Both Name, Both Description, PricePoints? Prices);
