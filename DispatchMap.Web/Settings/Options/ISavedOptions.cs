namespace DispatchMap.Web.Settings.Options;

/// <summary>Somebody who listens to the store: there before it is read for the first time.</summary>
internal interface ISavedOptions;
