using Guildhall.Kernel.Data;

namespace Guildhall.Web.Hosting;

/// <summary>Where settings come from: appsettings.json, then the environment, then the command line.</summary>
internal static class Configuration
{
    public static void Add(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new DataFolder(DataFolder(builder.Configuration)));
        builder.Services.AddSingleton(Database(builder.Configuration));

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            // Longer than what is answered (Pipeline.LongestAddress): who sends too long an address is told so on a page.
            kestrel.Limits.MaxRequestLineSize = 24 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MinRequestBodyDataRate = new(240, TimeSpan.FromSeconds(5));
        });
        if (builder.Configuration["urls"] is null && builder.Configuration["Kestrel:Endpoints:Http:Url"] is null)
            builder.WebHost.UseUrls(builder.Configuration["Guildhall:Urls"] ?? SiteOptions.DefaultUrls);
    }

    public static DatabaseChoice Database(ConfigurationManager configuration) =>
        DatabaseChoice.Parse(configuration["Guildhall:Database"], DataFolder(configuration));

    private static string DataFolder(ConfigurationManager configuration) =>
        Path.GetFullPath(configuration["Guildhall:Data"] is { Length: > 0 } chosen ? chosen : Path.Combine(Directory.GetCurrentDirectory(), "data"));
}
