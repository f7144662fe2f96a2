using Microsoft.AspNetCore.Components;

namespace Guildhall.Kernel.Ui;

/// <summary>
/// A page that is drawn only after its data is there. An ordinary component is drawn for the first time as soon as
/// <c>OnInitializedAsync</c> waits for anything: never on SQLite, always on PostgreSQL, and then with its fields still empty.
/// </summary>
public abstract class LoadedPage : ComponentBase
{
    /// <summary>Reads what the page shows. Parameters, form fields and services are set; nothing has been drawn yet.</summary>
    protected abstract Task LoadAsync();

    public sealed override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LoadAsync();
        await base.SetParametersAsync(ParameterView.Empty);
    }
}
