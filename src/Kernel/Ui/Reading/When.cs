using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Guildhall.Kernel.Ui.Reading;

/// <summary>
/// An instant as a <c>time</c> element in the reader's time zone and language. Written by hand, since long lists are full of them.
/// </summary>
public sealed class When : IComponent
{
    private RenderHandle handle;
    private TimeZoneInfo zone = TimeZoneInfo.Utc;

    /// <summary>UTC.</summary>
    [Parameter, EditorRequired]
    public DateTime At { get; set; }

    /// <summary>Without the time of day.</summary>
    [Parameter]
    public bool DateOnly { get; set; }

    /// <summary>"5 min ago" for what is near. Not on pages that are cached for visitors: it would grow stale.</summary>
    [Parameter]
    public bool Relative { get; set; }

    [Inject]
    private ReaderTime Time { get; set; } = null!;

    public void Attach(RenderHandle renderHandle) => handle = renderHandle;

    public async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        zone = await Time.ZoneAsync();
        handle.Render(Draw);
    }

    private void Draw(RenderTreeBuilder builder)
    {
        if (!Relative)
        {
            builder.AddMarkupContent(0, Time.Markup(At, zone, DateOnly));
            return;
        }
        builder.OpenElement(1, "time");
        builder.AddAttribute(2, "datetime", ReaderTime.Instant(At));
        builder.AddAttribute(3, "title", Time.Exact(At, zone));
        builder.AddContent(4, Time.Relative(At, zone));
        builder.CloseElement();
    }
}
