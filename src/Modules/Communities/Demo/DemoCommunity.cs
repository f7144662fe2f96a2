using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Communities.Demo;

/// <summary>One community of the demo: what it is, who writes there, who joined.</summary>
internal sealed record DemoCommunity(
    NewCommunity Wanted, string Positioning, string Goals, IReadOnlyList<DemoPerson> Authors, IReadOnlyList<DemoPerson> Members)
{
    /// <summary>Advertises, is reported, and is ignored by the owner.</summary>
    public DemoPerson Advertiser => Members[^1];

    public string Language => Wanted.Language!;

    /// <summary>What visitors meet in large letters.</summary>
    public required string Promise { get; init; }

    /// <summary>Markdown.</summary>
    public required string Questions { get; init; }

    /// <summary>How many lectures a column shall have in the end, by its slug.</summary>
    public required IReadOnlyDictionary<string, int> Planned { get; init; }

    public static readonly IReadOnlyList<DemoCommunity> All =
    [
        new(
            new("后端进阶书院", "backend", "写给后端工程师：把一个问题讲透，把一次事故讲真，把一个数字算清楚。", CommunityKind.PaidKnowledge, "teal", "zh", "Asia/Shanghai", "CNY"),
            """
            适合已经能独立完成需求、想把系统做稳的后端工程师。每周一篇连载，每月一次真实事故的复盘，附代码、数据和算式。

            这里不讲入门语法，也不追热点。
            """,
            "三个月：付费会员 200 人，第一个月留存 80% 以上，每周三准时更新。",
            [
                new("lin", "林知远") { Bio = "写了十五年后端，做过交易和清结算。相信**能算清楚的系统才守得住**。" },
                new("zhou", "周一帆") { Bio = "数据库内核出身，喜欢把锁和日志讲到能画出来为止。" },
                new("chen", "陈嘉") { Bio = "带过三个从零到一的平台团队，也关掉过两个。" },
            ],
            [
                new("wang", "王晓", Blueprint.Premium, Per: Interval.Year, Came: 152) { Bio = "支付后端，最近在补分布式的课。" },
                new("liu", "刘沐阳", Blueprint.Premium, Came: 166, Renews: true) { Bio = "半夜接电话的人。" },
                new("zhao", "赵可", Blueprint.Premium, Per: Interval.Year, Came: 118),
                new("sun", "孙宁", Blueprint.Partner, Per: Interval.Year, Came: 95) { Bio = "小团队技术负责人，什么都管一点。" },
                new("he", "何田", Blueprint.Premium, Came: 140, Renews: true), new("xu", "许清", Came: 110),
                new("gao", "高远", Came: 61), new("luo", "罗一鸣", Came: 24),
                new("ma", "马骁", Blueprint.Premium, Came: 133, Renews: true), new("deng", "邓可", Blueprint.Premium, Came: 126),
                new("qian", "钱多", Blueprint.Premium, Came: 101, Renews: true), new("feng", "冯远", Blueprint.Premium, Came: 88),
                new("bai", "白露", Blueprint.Premium, Came: 76, Renews: true), new("ding", "丁一", Blueprint.Partner, Came: 70, Renews: true),
                new("qin", "秦川", Blueprint.Premium, Per: Interval.Year, Came: 52), new("lu", "陆遥", Blueprint.Premium, Came: 44, Renews: true),
                new("su", "苏木", Blueprint.Premium, Came: 37, Renews: true), new("jiang", "江帆", Blueprint.Premium, Came: 26, Renews: true),
                new("shen", "沈默", Blueprint.Premium, Came: 19, Renews: true), new("tao", "陶然", Blueprint.Premium, Per: Interval.Year, Came: 12),
                new("ye", "叶知秋", Blueprint.Premium, Came: 5, Renews: true), new("ad", "云维服务", Came: 3),
            ])
        {
            Promise = "把系统做稳，一讲解决一个真问题",
            Questions = """
                ## 我写了两年业务代码，读得懂吗？

                读得懂。每一讲从一个真实的问题开始，先给结论，再给推导；用到的前置知识都会附上链接。

                ## 会员专栏多久更新？

                每周三更新一讲，每月一次事故复盘。已经写完的内容不会下架，成为会员后全部可读。

                ## 先读哪一篇？

                从「公开阅读」开始：三篇都是全文，读完你就知道我们怎么写。喜欢再加入。
                """,
            Planned = new Dictionary<string, int> { ["members-column"] = 12, ["case-library"] = 8 },
        },
        new(
            new("Systems Corner", "systems", "The layer below the one you work in, explained by people who keep it running.", CommunityKind.Technical, "indigo", "en", "Europe/Berlin", "EUR"),
            """
            For engineers who run services and want to know why they behave as they do: storage, networks, queues, clocks. One question per article, with numbers that you can measure yourself.

            Most of it is open. Members read the deep dives; partners decide with us what comes next.
            """,
            "By summer: one deep dive a month, every question answered within a day, fifty members who stay.",
            [
                new("mara", "Mara Lindqvist") { Bio = "Storage engines for twelve years. I read write-ahead logs **for pleasure**." },
                new("tom", "Tom Okafor") { Bio = "On call since 2009, and still curious about every page." },
                new("ines", "Ines Duarte") { Bio = "Networks, queues and the clocks between them." },
            ],
            [
                new("priya", "Priya Raman", Blueprint.Premium, Per: Interval.Year, Came: 149) { Bio = "Backend engineer, learning to say no to retries." },
                new("jonas", "Jonas Weber", Blueprint.Premium, Came: 162, Renews: true),
                new("aiko", "Aiko Tanaka", Blueprint.Partner, Came: 97, Renews: true) { Bio = "Leads a platform team of four." },
                new("sam", "Sam Carter", Blueprint.Premium, Came: 131), new("lucia", "Lucía Herrera", Came: 83),
                new("noah", "Noah Brandt", Came: 21),
                new("omar", "Omar Haddad", Blueprint.Premium, Came: 120, Renews: true),
                new("freya", "Freya Nilsson", Blueprint.Premium, Per: Interval.Year, Came: 104),
                new("ben", "Ben Adler", Blueprint.Premium, Came: 79), new("chiara", "Chiara Rossi", Blueprint.Premium, Came: 66, Renews: true),
                new("diego", "Diego Ramos", Blueprint.Premium, Came: 48, Renews: true),
                new("elena", "Elena Petrova", Blueprint.Premium, Came: 33, Renews: true),
                new("felix", "Felix Braun", Blueprint.Premium, Per: Interval.Year, Came: 17),
                new("grace", "Grace Kim", Blueprint.Premium, Came: 8, Renews: true), new("deals", "CloudOps Deals", Came: 3),
            ])
        {
            Promise = "Know the layer below the one you work in",
            Questions = """
                ## Is this too deep for me?

                If you have run a service in production, no. Every article begins with a question that you have met, and ends with a number that you can measure yourself.

                ## How often is there something new?

                One deep dive a month, and shorter pieces in between. What is out stays out: members read all of it.

                ## Where do I begin?

                With the open articles under Engineering practice. They are whole, so you see how we write before you pay for anything.
                """,
            Planned = new Dictionary<string, int> { ["deep-dives"] = 10 },
        },
    ];
}

/// <param name="Tier">What they bought; <c>null</c> for who only registered.</param>
/// <param name="Came">How many days ago.</param>
/// <param name="Renews">Whether they are charged for every further period.</param>
internal sealed record DemoPerson(
    string Key, string Name, string? Tier = null, Interval Per = Interval.Month, int Came = DemoPerson.Oldest, bool Renews = false)
{
    /// <summary>Days that the demo looks back.</summary>
    public const int Oldest = 170;


    /// <summary>A name that cannot belong to anybody (RFC 2606).</summary>
    public string Email => $"{Key}@example.org";

    /// <summary>What they say about themselves, as Markdown; <c>null</c> for who has no page.</summary>
    public string? Bio { get; init; }

    public string Handle => $"{Key}-demo";
}
