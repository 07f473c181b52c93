import { test } from '@japa/runner'
import { jobSeconds, requestSeconds } from '#config/lifecycle'
import { matches, read, variableNames } from '#tests/unit/deploy/repository'
import { type Manifest, moduleOf, readManifests, typeErrorsOf } from '#tests/unit/deploy/manifests'

test.group('deploy/kubernetes', (group) => {
  let manifests: Manifest[]
  let pods: any[]
  group.setup(async () => {
    manifests = await readManifests()
    pods = manifests.flatMap(({ spec }) => spec?.template?.spec ?? [])
  })

  const containerOf = ({ containers: [container] }: any) => container
  const ofKind = (wanted: string) => manifests.filter(({ kind }) => kind === wanted)

  test("passes the validators made from Kubernetes' OpenAPI and KEDA's CRDs", async ({
    assert,
  }) => {
    assert.isAbove(manifests.length, 8)
    for (const manifest of manifests) {
      const { [manifest.kind]: Model } = await import(moduleOf(manifest))
      assert.doesNotThrow(() => new Model(manifest).validate())
    }
  })

  test('has no property that Kubernetes does not know', ({ assert }) => {
    const [misspelled] = structuredClone(ofKind('Deployment'))
    misspelled.spec.template.spec.containers[0].readynessProbe = {}

    const errors = typeErrorsOf([...manifests, misspelled])
    assert.lengthOf(errors, 1, errors.join('\n'))
    assert.include(errors[0], 'readynessProbe')
  })

  test('gives no pod more rights than it needs', ({ assert }) => {
    assert.lengthOf(pods, 3)
    for (const pod of pods) {
      assert.isTrue(pod.securityContext.runAsNonRoot)
      assert.equal(pod.securityContext.seccompProfile.type, 'RuntimeDefault')
      assert.isFalse(pod.automountServiceAccountToken)
      for (const { securityContext } of pod.containers) {
        assert.deepEqual(securityContext, {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        })
      }
    }
  })

  test('bounds what each container may take', ({ assert }) => {
    for (const { resources } of pods.flatMap((pod) => pod.containers)) {
      assert.properties(resources.requests, ['cpu', 'memory', 'ephemeral-storage'])
      assert.exists(resources.limits.memory)
    }
  })

  test('asks both parts for their health where they answer it', ({ assert }) => {
    const [api, worker] = pods.filter(({ restartPolicy }) => !restartPolicy).map(containerOf)
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      assert.equal(worker[probe].httpGet.path, '/metrics')
    }
    assert.equal(api.livenessProbe.httpGet.path, '/health/live')
    assert.equal(api.readinessProbe.httpGet.path, '/health/ready')
    assert.equal(api.ports[0].containerPort, 3000)
  })

  test('leaves both parts the time that they take to end in order', ({ assert }) => {
    const [api, worker] = pods.filter(({ restartPolicy }) => !restartPolicy)
    const delay = 5
    assert.isAbove(api.terminationGracePeriodSeconds, delay + requestSeconds)
    assert.isAbove(worker.terminationGracePeriodSeconds, jobSeconds)
  })

  test('keeps both parts alive through a drain, and scales both', ({ assert }) => {
    const deployments = ofKind('Deployment').map(({ metadata }) => metadata.name)
    const budgets = ofKind('PodDisruptionBudget').map(({ metadata }) => metadata.name)
    const scaled = [...ofKind('HorizontalPodAutoscaler'), ...ofKind('ScaledObject')].map(
      ({ spec }) => spec.scaleTargetRef.name
    )
    assert.sameMembers(budgets, deployments)
    assert.sameMembers(scaled, deployments)
  })

  test('sets variables that the application reads', async ({ assert }) => {
    const names = await variableNames()
    for (const folder of ['deploy/kubernetes', 'deploy/kubernetes/migrate']) {
      const settings = matches(await read(`${folder}/configuration.env`), /^([A-Z0-9_]+)=/gm)
      assert.isNotEmpty(settings)
      assert.includeMembers(names, settings)
    }
  })

  test('trusts no private network by default', async ({ assert }) => {
    assert.match(await read('deploy/kubernetes/configuration.env'), /^TRUST_PROXY=$/m)
  })

  test('only the migration has the secret of the role that owns the tables', ({ assert }) => {
    const secrets = pods.map((pod) =>
      containerOf(pod).envFrom.flatMap(({ secretRef }: any) => secretRef?.name ?? [])
    )
    assert.deepEqual(secrets, [['media-inbox'], ['media-inbox-migrate'], ['media-inbox']])
  })

  test('lets metrics in from the monitoring alone, and no pod out to where nothing is needed', ({
    assert,
  }) => {
    const [everyPod, api, egress] = ofKind('NetworkPolicy').map(({ spec }) => spec)
    assert.deepEqual(everyPod.ingress[0].ports, [{ port: 'metrics' }])
    assert.lengthOf(everyPod.ingress[0].from, 2)
    assert.deepEqual(api.ingress, [{ ports: [{ port: 'http' }] }])
    assert.deepEqual(egress.egress[1].to[0].ipBlock.except, ['169.254.0.0/16'])
  })

  test('publishes no metrics with the API', ({ assert }) => {
    const [api] = ofKind('Service').filter(({ metadata }) => metadata.name === 'media-inbox-api')
    assert.deepEqual(
      api.spec.ports.map(({ name }: any) => name),
      ['http']
    )
  })
})
