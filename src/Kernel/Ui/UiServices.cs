using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Ui.Layout;
using Guildhall.Kernel.Ui.Places;
using Guildhall.Kernel.Ui.Reading;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Ui;

public static class UiServices
{
    /// <param name="assemblies">The modules whose embedded <c>zh.json</c> files make the text catalogue; Kernel's own is always in
    /// it.</param>
    public static IServiceCollection AddGuildhallUi(this IServiceCollection services, IEnumerable<Assembly> assemblies)
    {
        Assembly[] all = [typeof(UiServices).Assembly, .. assemblies];
        services.AddHttpContextAccessor();
        // Pages are UTF-8: Chinese stands in them as it is, at three bytes a character instead of eight.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton(new TextCatalogue(all));
        services.AddSingleton<Assets>();
        services.AddScoped(provider =>
        {
            var accessor = provider.GetRequiredService<IHttpContextAccessor>();
            return new Texts(
                provider.GetRequiredService<TextCatalogue>(),
                () => accessor.HttpContext is { } http ? Language.Resolve(http) : Language.English
            );
        });
        services.AddScoped<ReaderTime>();
        services.AddScoped<LoadTurn>();
        services.AddScoped<FormToken>().AddScoped<Drawing>();
        services.AddSingleton<DrawnForAll>();
        services.AddTransient<FormState>();
        services.AddSingleton<Embeds>();
        services.AddScoped<LinkCards>();
        services.AddSingleton<ComposerTools>();
        return services;
    }
}
