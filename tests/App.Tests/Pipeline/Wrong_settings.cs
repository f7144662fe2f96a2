using System.Globalization;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Guildhall.App.Tests.Pipeline;

[Trait("Database", "none")]
public sealed class Wrong_settings : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guildhall-settings-");

    private Microsoft.AspNetCore.Builder.WebApplication Build(string key, string value) =>
        Server.Build([$"--Guildhall:Data={_folder.FullName}", $"--Guildhall:{key}={value}"]);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("TrustedProxies", "10.0.0.O", "\"10.0.0.O\"", "e.g. 127.0.0.1,::1")]
    [InlineData("TrustedProxies", "127.0.0.1, 10.0.0.0/8", "\"10.0.0.0/8\"", "e.g. 127.0.0.1,::1")]
    [InlineData("PublicUrl", "guild.example.org", "\"guild.example.org\"", "e.g. https://guild.example.org")]
    [InlineData("TimeZone", "Shanghai", "\"Shanghai\"", "e.g. Asia/Shanghai")]
    [InlineData("PublicUrl", "ftp://guild.example.org", "\"ftp://guild.example.org\"", "e.g. https://guild.example.org")]
    [InlineData("PublicUrl", "https://example.org/guild", "\"https://example.org/guild\"", "e.g. https://guild.example.org")]
    [InlineData("Payments:TestProcessorOrigin", "127.0.0.1:5099", "\"127.0.0.1:5099\"", "e.g. http://127.0.0.1:5099")]
    [InlineData("Payments:TestProcessorOrigin", "http://127.0.0.1:5099/pay", "\"http://127.0.0.1:5099/pay\"", "e.g. http://127.0.0.1:5099")]
    [InlineData("Payments:TestProcessorOrigin", "http://pay.example.org", "\"http://pay.example.org\"", "https://pay.example.org")]
    [InlineData("Payments:TestProcessorOrigin", "http://localhost:5080", "the address of the site itself", "e.g. http://127.0.0.1:5099")]
    [InlineData("Payments:TestProcessorOrigin", "https://pay.example.org", "does not name pay.example.org", "AllowedHosts=guild.example.org;pay.example.org")]
    public void Stop_the_start_and_say_which_key_and_what_to_write(string key, string value, string named, string example)
    {
        var refused = Assert.Throws<Refused>(() => Build(key, value));

        var told = string.Format(CultureInfo.InvariantCulture, refused.Text, refused.Args);
        Assert.Equal("settings_wrong", refused.Code);
        Assert.Contains($"Guildhall:{key} ", told);
        Assert.Contains(named, told);
        Assert.Contains(example, told);
    }

    [Fact]
    public void Of_a_module_stop_the_start_too()
    {
        var asking = new AskingModule(new PageSources(AskingApp.Articles) { Frames = ["https://*.example.org"] });

        var refused = Assert.Throws<Refused>(() => Server.Build(
            [$"--Guildhall:Data={_folder.FullName}"],
            builder => builder.Services.Replace(
                ServiceDescriptor.Singleton(new ModuleCatalogue([.. Guildhall.Web.Modules.All.Modules, asking])))));

        Assert.Contains("\"https://*.example.org\"", string.Format(CultureInfo.InvariantCulture, refused.Text, refused.Args));
    }

    [Theory]
    [InlineData("PublicUrl", "", null)]
    [InlineData("PublicUrl", "https://guild.example.org/", "https://guild.example.org")]
    [InlineData("PublicUrl", "http://192.168.1.7:5080", "http://192.168.1.7:5080")]
    [InlineData("TrustedProxies", "127.0.0.1, ::1 10.0.0.7", null)]
    [InlineData("Payments:TestProcessorOrigin", "", null)]
    [InlineData("Payments:TestProcessorOrigin", "http://127.0.0.1:5099/", null)]
    [InlineData("Payments:TestProcessorOrigin", "http://[::1]:5099", null)]
    public async Task Are_none_of_these(string key, string value, string? site)
    {
        await using var app = Build(key, value);

        Assert.Equal(site, app.Services.GetRequiredService<SiteAddress>().PublicUrl);
    }
}
