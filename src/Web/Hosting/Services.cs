using System.Globalization;
using System.IO.Compression;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Http.Outbound;
using Guildhall.Kernel.Live;
using Guildhall.Kernel.Settings;
using Guildhall.Kernel.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Caching.Memory;

namespace Guildhall.Web.Hosting;

/// <summary>What the modules stand on.</summary>
internal static class Services
{
    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        SiteOptions.Add(services);
        services.AddSingleton(Modules.All);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(s => new WriteQueue(oneAtATime: !s.GetRequiredService<DatabaseChoice>().IsPostgres));
        services.AddSingleton<PreparedReads>();
        services.AddSingleton<PagePolicies>();
        services.AddScoped<PublicAddress>();
        // The options are the same for every request.
        services.AddDbContext<AppDb>((s, options) => s.GetRequiredService<DatabaseChoice>().Configure(options),
            optionsLifetime: ServiceLifetime.Singleton);
        services.AddOutbox();
        services.AddLive();

        services.AddScoped<CurrentMember>();
        services.AddScoped<CommunityScope>();
        services.AddScoped<CurrentHoldings>();
        services.AddScoped<Guard>();
        services.AddScoped<IScreening, PublishEverything>();
        services.AddScoped<ISanctions, NoSanctions>();
        services.AddMemoryCache();
        services.AddOutbound();
        services.AddScoped<InstallationSettings>();
        services.AddAuthentication();
        services.AddPermissionPolicies(Modules.All.Permissions);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AuthorizationAnswers>();
        services.AddExceptionHandler<RefusalAnswers>();
        services.AddProblemDetails();
        services.AddNulFreeJson();
        services.AddWholeLists();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new EnumWordsJson()));
        JsonWhenAsked.Configure(services);
        Limits.Add(builder);
        services.Configure<HostFilteringOptions>(options =>
        {
            // Pages cannot be addressed without a host; the message would be a page without our headers.
            options.AllowEmptyHosts = false;
            options.IncludeFailureMessage = false;
        });
        // Else only a developer's host says what of a request could not be read.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddAntiforgery(options =>
        {
            options.Cookie = new SecureCookie { Name = VisitorPages.FormCookie };
            // It would allow what SecurityHeaders forbids.
            options.SuppressXFrameOptionsHeader = true;
        });
        AddKeys(services);

        services.AddGuildhallUi(Modules.All.Assemblies);
        services.AddRazorComponents();
        services.AddCascadingAuthenticationState();
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json", "application/atom+xml", "text/markdown"];
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.AddOpenApi("v1", ApiDocument.Describe);
        Observability.Add(builder);
        GracefulStop.Add(services);

        foreach (var module in Modules.All.Modules)
            module.AddServices(services, builder.Configuration);
        // After the modules: what they keep in memory must be fresh before a page is made anew.
        services.AddVisitorPages();
    }

    /// <summary>Cookies and form tokens must outlive a restart, so their keys are files; the folder is made with the first.</summary>
    private static void AddKeys(IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Guildhall");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((options, data, log) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(data.Path, "keys")), log));
    }

    /// <summary>
    /// Browsers keep secure cookies on http://localhost too, but with SecurePolicy.Always the antiforgery service refuses to
    /// answer without TLS, also behind a proxy that ends it. So the cookie is secure by itself.
    /// </summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom) => new()
        {
            HttpOnly = true,
            Secure = true,
            // Strict, it would not come along with who returns from paying elsewhere, and the next form would replace it: forms that
            // stand open in other tabs could not be sent any more.
            SameSite = SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        };
    }
}
