/**
 * The persisted documents of the suite as types, generated from the contract’s documents (*.openapi.yaml).
 *
 * Room     contract (floor 2). May be imported by every room above.
 */
import type { components } from './generated/types.js';

type Schemas = components['schemas'];

export type BilingualText = Schemas['BilingualText'];
export type Text = Schemas['Text'];
export type Layer = Schemas['Layer'];
export type Level = Schemas['Level'];
export type Tier = Schemas['Tier'];
export type Gate = Schemas['Gate'];
export type SafetyClass = Schemas['SafetyClass'];
export type SourceTier = Schemas['SourceTier'];
export type EvidenceKind = Schemas['EvidenceKind'];
export type Verdict = Schemas['Verdict'];
export type RunVerdict = Schemas['RunVerdict'];
export type Predicate = Schemas['Predicate'];
export type CheckMethod = Schemas['CheckMethod'];
export type Requirement = Schemas['Requirement'];
export type CatalogueFile = Schemas['CatalogueFile'];
export type Selector = Schemas['Selector'];
export type Override = Schemas['Override'];
export type TierRule = Schemas['TierRule'];
export type RunRules = Schemas['RunRules'];
export type Profile = Schemas['Profile'];
export type ResolvedRequirement = Schemas['ResolvedRequirement'];
export type ResolvedProfile = Schemas['ResolvedProfile'];
export type Waiver = Schemas['Waiver'];
export type Lock = Schemas['Lock'];
export type LockedFile = Schemas['LockedFile'];
export type Identity = Schemas['Identity'];
export type ContractRef = Schemas['ContractRef'];
export type Environment = Schemas['Environment'];
export type Proxy = Schemas['Proxy'];
export type Binding = Schemas['Binding'];
export type Service = Schemas['Service'];
export type Statement = Schemas['Statement'];
export type LostCause = Schemas['LostCause'];
export type RecordedObservation = Schemas['RecordedObservation'];
export type EvidenceManifest = Schemas['EvidenceManifest'];
export type Finding = Schemas['Finding'];
export type Cause = Schemas['Cause'];
export type InstanceResult = Schemas['InstanceResult'];
export type VantageView = Schemas['VantageView'];
export type RequirementRow = Schemas['RequirementRow'];
export type FieldStage = Schemas['FieldStage'];
export type FieldTrace = Schemas['FieldTrace'];
export type TierResult = Schemas['TierResult'];
export type TierReason = Schemas['TierReason'];
export type Report = Schemas['Report'];
export type OperationFigures = Schemas['OperationFigures'];
export type AgencyProbes = Schemas['AgencyProbes'];
export type DataVerdict = Schemas['DataVerdict'];
export type DataPlace = Schemas['DataPlace'];
export type DataGroup = Schemas['DataGroup'];
export type DataCheckResult = Schemas['DataCheckResult'];
export type DataFileRow = Schemas['DataFileRow'];
export type DataFile = Schemas['DataFile'];
export type DataRequirement = Schemas['DataRequirement'];
export type DataSchemaUsed = Schemas['DataSchemaUsed'];
export type DataReport = Schemas['DataReport'];
export type RoleKey = Schemas['RoleKey'];
export type TrustList = Schemas['TrustList'];
export type Directory = Schemas['Directory'];
export type Challenge = Schemas['Challenge'];
export type ControlProof = Schemas['ControlProof'];
export type Approval = Schemas['Approval'];
export type StatusEntry = Schemas['StatusEntry'];
export type CertificateCredential = Schemas['CertificateCredential'];
export type StatusListCredential = Schemas['StatusListCredential'];
export type StapledStatusList = Schemas['StapledStatusList'];
export type CertificateBundle = Schemas['CertificateBundle'];
export type FreshnessPack = Schemas['FreshnessPack'];
export type TrustState = Schemas['TrustState'];
export type PinnedProfile = Schemas['PinnedProfile'];
