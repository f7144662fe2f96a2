using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Guildhall.Kernel.Http;

/// <summary>
/// The output cache of pages that look the same to every visitor. Opt in from the page with <see cref="Cacheable"/>, naming
/// what it shows; an event that reaches one of these (<see cref="Reach"/>) evicts it on every node. Who carries a session or a token is
/// never answered from it, nor put into it. Nobody is, while this node cannot follow the others.
/// </summary>
public static class VisitorPages
{
    private const string TagsItem = "guildhall.cache-tags", PartTagsItem = "guildhall.cache-part-tags", StartedItem = "guildhall.cache-started";

    /// <summary>Name prefix of the cookies that make a request somebody's own.</summary>
    public const string SessionCookie = "__Host-guildhall";

    /// <summary>The form token's cookie: it says nothing about who asks.</summary>
    public const string FormCookie = "__Host-form";

    /// <summary>Every page of a community has it.</summary>
    public static string CommunityTag(long communityId) => $"community:{communityId}";

    /// <summary>For pages that list things of several spaces.</summary>
    public static string ListsTag(long communityId) => $"lists:{communityId}";

    /// <summary>For pages that show something of one space.</summary>
    public static string SpaceTag(long spaceId) => ThingTag("space", spaceId);

    public static string ThingTag(string kind, long id) => $"{kind}:{id}";

    /// <summary>Lets this response be kept for visitors, until an event reaches one of the tags or a minute has passed.</summary>
    public static void Cacheable(HttpContext http, params string[] tags)
    {
        http.Items[TagsItem] = (string[])[.. tags, CommunityTag(0)];
        SecurityHeaders.AddOwn(http);
    }

    /// <summary>A part of the page shows this too: if the page is kept, an event that reaches it drops the page.</summary>
    public static void Shows(HttpContext http, string tag)
    {
        if (http.Items[PartTagsItem] is not HashSet<string> tags)
            http.Items[PartTagsItem] = tags = [];
        tags.Add(tag);
    }

    /// <summary>
    /// Whether the request is nobody's in particular. Pages put nothing personal, not even a form token, into its answer.
    /// </summary>
    public static bool IsVisitor(HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 0)
            return false;
        var cookies = request.Headers.Cookie.ToString();
        return cookies.Length == 0 || !cookies.Contains(SessionCookie, StringComparison.Ordinal);
    }

    public static IServiceCollection AddVisitorPages(this IServiceCollection services)
    {
        services.AddOutputCache(options =>
        {
            options.SizeLimit = 64 * 1024 * 1024;
            options.MaximumBodySize = 1024 * 1024;
        });
        services.AddOptions<OutputCacheOptions>()
            .Configure<PagePolicies, LedgerWatch, LastEviction>((options, policies, watch, last) =>
                options.AddBasePolicy(new Policy(policies, watch, last)));
        return services.AddSingleton<LastEviction>().AddSingleton<IFollowActivities, EvictPages>()
            .AddSingleton<KeptAnswers>().AddSingleton<IFollowActivities>(s => s.GetRequiredService<KeptAnswers>());
    }

    /// <summary>Answers from memory, or notes when the making of a page began.</summary>
    public static void UseVisitorPages(this IApplicationBuilder app)
    {
        app.UseOutputCache();
        app.Use((http, next) =>
        {
            http.Items[StartedItem] = Stopwatch.GetTimestamp();
            return next(http);
        });
    }

    /// <summary>The tags that an activity evicts.</summary>
    internal static string[] TagsOf(Activity activity)
    {
        var thing = ThingTag(activity.SubjectKind, activity.SubjectId);
        if (activity.Reach == Reach.Nothing)
            return [];
        if (activity.Reach == Reach.Thing)
            return [thing];
        return activity.Reach.SpaceId is { } space ? [thing, SpaceTag(space), ListsTag(activity.CommunityId)]
            : [thing, CommunityTag(activity.CommunityId)];
    }

    // It is handed all that it asks, so that an answer from memory needs no services of its request.
    private sealed class Policy(PagePolicies policies, LedgerWatch watch, LastEviction last) : IOutputCachePolicy
    {
        private static readonly StringValues AllQueryKeys = "*";

        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancel)
        {
            var request = context.HttpContext.Request;
            var visitor = HttpMethods.IsGet(request.Method) && IsVisitor(request) && !request.Path.StartsWithSegments("/assets");
            context.EnableOutputCaching = visitor;
            var trusted = visitor && watch.IsCurrent;
            context.AllowCacheLookup = trusted;
            context.AllowCacheStorage = trusted;
            // Locking would make visitors of pages that are not kept wait for each other.
            context.AllowLocking = false;
            context.ResponseExpirationTimeSpan = TimeSpan.FromMinutes(1);
            context.CacheVaryByRules.QueryKeys = AllQueryKeys;
            if (visitor)
                context.CacheVaryByRules.VaryByValues["as"] = SeenAs(context.HttpContext);
            return ValueTask.CompletedTask;
        }

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancel) => ValueTask.CompletedTask;

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancel)
        {
            var response = context.HttpContext.Response;
            context.AllowCacheStorage = context.AllowCacheStorage && context.HttpContext.Items[TagsItem] is string[] tags
                && context.HttpContext.Items[StartedItem] is long started
                && started > last.At
                && response.StatusCode == 200 && StringValues.IsNullOrEmpty(response.Headers.SetCookie) && Tag(context, tags);
            return ValueTask.CompletedTask;
        }

        /// <summary>What visitors may differ in; and a kept page has the security headers of its time.</summary>
        private string SeenAs(HttpContext http)
        {
            var encoding = Encoding(http.Request.Headers.AcceptEncoding.ToString());
            return $"{Language.Resolve(http)} {ReaderCurrency.Chosen(http)} {encoding} {policies.Version}";
        }

        /// <summary>Browsers spell one wish in many ways; the compression in use answers in these.</summary>
        private static string Encoding(string accepted) =>
            accepted.Contains("br", StringComparison.Ordinal) ? "br" : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip" : "";

        private static bool Tag(OutputCacheContext context, string[] tags)
        {
            context.Tags.UnionWith(tags);
            if (context.HttpContext.Items[PartTagsItem] is HashSet<string> ofParts)
                context.Tags.UnionWith(ofParts);
            return true;
        }
    }

    /// <summary>A page whose making began before the last eviction may show what was evicted: it is answered but not kept.</summary>
    private sealed class LastEviction
    {
        private long _at;

        public long At => Volatile.Read(ref _at);

        public void Now() => Volatile.Write(ref _at, Stopwatch.GetTimestamp());
    }

    private sealed class EvictPages(IOutputCacheStore store, LastEviction last) : IFollowActivities
    {
        public bool BeforeAnswer => true;

        public async ValueTask FollowAsync(IReadOnlyList<Activity> activities, CancellationToken cancel)
        {
            var tags = activities.SelectMany(TagsOf).ToHashSet();
            if (tags.Count > 0)
                last.Now();
            foreach (var tag in tags)
                await store.EvictByTagAsync(tag, cancel);
        }
    }
}
